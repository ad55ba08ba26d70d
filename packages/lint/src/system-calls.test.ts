import { lint } from "../test/run.js";

/** What is found of two counters in the functions of two goroutines. */
const found = (send: string, receive: string, more = ""): readonly string[] => {
  const text = `package a
import ("sync/atomic"; "syscall")
type conn struct {
	sent     atomic.Int64
	received atomic.Int64
	fd       int
}
func (c *conn) Send(p []byte) (int, error) { ${send} }
func (c *conn) Receive(p []byte) (int, error) { ${receive} }
func Run(c *conn) {
	go func() { for { c.Send(nil) } }()
	go func() { for { c.Receive(nil) } }()
}
var _ = syscall.Getpid
${more}`;
  return lint({ "a.go": text }).filter(({ ruleId }) => ruleId === "false-sharing").map(({ fields }) => fields.slice(0, 2).join(" "));
};

const send = "c.sent.Add(1); return 0, nil";
const receive = "c.received.Add(1); return 0, nil";

test("counters without system calls", () => expect(found(send, receive)).toEqual(["sent received"]));

test.each([
  ["after it", "c.received.Add(1); return syscall.Read(0, p)", ""],
  ["before it", "n, err := syscall.Read(0, p); c.received.Add(int64(n)); return n, err", ""],
  ["in a retry", "n, err := retry(syscall.Read, p); c.received.Add(int64(n)); return n, err", "func retry(f func(int, []byte) (int, error), p []byte) (int, error) { return f(0, p) }"],
  ["in a helper", "c.received.Add(1); return read(p)", "func read(p []byte) (int, error) { return syscall.Read(0, p) }"],
  ["in the caller", "c.count(); return syscall.Read(0, p)", "func (c *conn) count() { c.received.Add(1) }"],
  ["after a failure", "c.received.Add(1); if err := check(p); err != nil { return 0, err }; return syscall.Read(0, p)", "func check(p []byte) error { return nil }"],
])("a counter beside a system call: %s", (_, one, more) => expect(found(send, one, more)).toEqual([]));

test.each([
  ["now and then", "c.received.Add(1); if len(p) == 0 { syscall.Sync() }; return 0, nil"],
  ["unless it returns before", "c.received.Add(1); if len(p) == 0 { return 0, nil }; return syscall.Read(0, p)"],
  ["after many of them", "for range p { c.received.Add(1) }; return syscall.Read(0, p)"],
  ["where it fails", "c.received.Add(1); if p == nil { panic(syscall.Getpid()) }; return 0, nil"],
])("a system call %s", (_, one) => expect(found(send, one)).toHaveLength(1));
