import { expect, test } from "@jest/globals";
import { isColdName } from "./names.js";

test.each(["enableHugePages", "Disable", "IgnoreAll", "abortStream", "DialContext", "listenTCP", "Bind", "handshake", "signal_enable", "sigignore", "logCloseHangDebugInfo", "sigInitIgnored", "stopTheWorldWithSema", "writeheapdump_m", "Close", "resetTable"])("%s is cold", (name) => expect(isColdName(name)).toBe(true));

test.each(["Enabled", "ignored", "Set", "free", "Start", "stop", "register", "Release", "bindings", "dialect", "exitsyscall", "Exit", "crashes", "Initial", "reinitialise"])("%s may be hot", (name) => expect(isColdName(name)).toBe(false));
