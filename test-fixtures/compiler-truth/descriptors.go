package main

import (
	"debug/dwarf"
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"strings"
)

// A descriptor is the head of a runtime type descriptor, abi.Type.
type descriptor struct {
	size, pointer int64
	align         uint8
}

// compareDescriptors compares the struct types of a linked program: sizes and
// offsets with its debug information, size, alignment and pointer bytes with
// the type descriptors that the garbage collector reads.
func (prog *program) compareDescriptors(binary string, pkgs []*pkg) error {
	file, err := elf.Open(binary)
	if err != nil {
		return fmt.Errorf("only ELF can be read: %w", err)
	}
	defer file.Close()
	debug, err := file.DWARF()
	if err != nil {
		return err
	}
	types, err := typesAddress(file)
	if err != nil {
		return err
	}
	want := map[string]*numbers{}
	for _, p := range pkgs {
		for _, obj := range p.decls {
			if n := p.sizer.measurable(obj); n != nil {
				want[p.path()+"."+obj.Name()] = n
			}
		}
	}

	const runtimeType = dwarf.Attr(0x2904) // DW_AT_go_runtime_type
	compared, described, failures := 0, 0, 0
	seen := map[string]bool{}
	r := debug.Reader()
	for {
		entry, err := r.Next()
		if err != nil {
			return err
		}
		if entry == nil {
			break
		}
		if entry.Tag != dwarf.TagStructType {
			continue
		}
		name, _ := entry.Val(dwarf.AttrName).(string)
		name = strings.ReplaceAll(name, "%2e", ".")
		n := want[name]
		if n == nil || seen[name] {
			continue
		}
		seen[name] = true
		typ, err := debug.Type(entry.Offset)
		if err != nil {
			return err
		}
		compared++
		differ := differences(n, typ.(*dwarf.StructType))
		if offset, ok := entry.Val(runtimeType).(uint64); ok && offset != 0 {
			d, err := prog.readDescriptor(file, types+offset)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			described++
			if d.size != n.Size || d.pointer != n.Pointer || int64(d.align) != n.Align {
				differ = append(differ, fmt.Sprintf("descriptor has size %d, align %d, pointer bytes %d; computed %d, %d, %d",
					d.size, d.align, d.pointer, n.Size, n.Align, n.Pointer))
			}
		}
		if differ != nil {
			failures++
			fmt.Fprintf(os.Stderr, "%s: %s\n", name, strings.Join(differ, "; "))
		}
	}
	fmt.Printf("%s: %d structs compared with debug information, %d of them with type descriptors, %d failures; %d not linked\n",
		prog.target, compared, described, failures, len(want)-compared)
	if failures > 0 {
		return errors.New("the linked program differs")
	}
	return nil
}

func differences(n *numbers, t *dwarf.StructType) (differ []string) {
	if t.ByteSize != n.Size {
		differ = append(differ, fmt.Sprintf("size is %d, computed %d", t.ByteSize, n.Size))
	}
	if len(t.Field) != len(n.Fields) {
		return append(differ, fmt.Sprintf("has %d fields, computed %d", len(t.Field), len(n.Fields)))
	}
	for i, f := range t.Field {
		if f.ByteOffset != n.Fields[i].Offset {
			differ = append(differ, fmt.Sprintf("%s is at %d, computed %d", f.Name, f.ByteOffset, n.Fields[i].Offset))
		}
	}
	return differ
}

// typesAddress is where the type descriptors begin, which debug information
// counts from.
func typesAddress(file *elf.File) (uint64, error) {
	symbols, err := file.Symbols()
	if err != nil {
		return 0, err
	}
	for _, symbol := range symbols {
		if symbol.Name == "runtime.types" {
			return symbol.Value, nil
		}
	}
	return 0, errors.New("no symbol runtime.types")
}

// readDescriptor reads Size_, PtrBytes and Align_ of the abi.Type at an
// address.
func (prog *program) readDescriptor(file *elf.File, address uint64) (d descriptor, err error) {
	word := int(prog.sizer.word)
	head := make([]byte, 2*word+8)
	for _, segment := range file.Progs {
		if segment.Type != elf.PT_LOAD || address < segment.Vaddr || segment.Vaddr+segment.Filesz <= address {
			continue
		}
		if _, err := segment.ReadAt(head, int64(address-segment.Vaddr)); err != nil {
			return d, err
		}
		number := func(b []byte) int64 {
			if word == 4 {
				return int64(file.ByteOrder.Uint32(b))
			}
			return int64(file.ByteOrder.Uint64(b))
		}
		d.size, d.pointer = number(head), number(head[word:])
		d.align = head[2*word+5] // after Hash, four bytes, and TFlag, one
		return d, nil
	}
	return d, fmt.Errorf("nothing is loaded at %#x", address)
}
