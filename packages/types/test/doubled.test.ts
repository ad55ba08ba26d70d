import { check } from "./facts.js";

test("a type declared twice, as conflict markers leave it, is unknown wherever it counts", () => {
  check(`package p

<<<<<<< HEAD
type C struct { b int32 } // unknown: syntax-error, C is declared twice
=======
type C struct { b int64 } // unknown: syntax-error, C is declared twice
>>>>>>> theirs

type User struct { c C } // unknown: syntax-error, C is declared twice
type Behind struct { c *C } // size=8
`);
});
