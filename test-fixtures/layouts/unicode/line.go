package unicode

// Generators say where their text comes from. That is no concern of columns
// and lines here: they are those of this file.

//line grammar.y:42
type fromGrammar struct{ token int16 }

/*line lexer.l:7:30*/ type fromLexer struct{ state int8 }
