import Host
import Testing

@Suite struct ProgramLookupTests {
    @Test func `a name is looked up in the absolute parts of PATH, and what may not be executed is passed over`() throws
    {
        let scratch = Scratch()
        scratch.shell("mkdir a b c; : > a/tool; : > b/tool; mkdir c/tool; chmod 644 a/tool; chmod 755 b/tool")
        let (a, b, c) = ("\(scratch.path)/a", "\(scratch.path)/b", "\(scratch.path)/c")
        #expect(try ProgramLookup.find("tool", in: ":b:\(c):\(a):\(b)") == "\(b)/tool")
        #expect(throws: ProgramLookup.Refusal.notExecutable("\(a)/tool")) { try ProgramLookup.find("tool", in: a) }
        #expect(throws: ProgramLookup.Refusal.notInPath) { try ProgramLookup.find("tool", in: c) }
        #expect(throws: ProgramLookup.Refusal.noPath) { try ProgramLookup.find("tool", in: nil) }
        #expect(try ProgramLookup.find("./tool", in: nil) == "./tool")
    }

    @Test func `a file is looked at as it is`() {
        let scratch = Scratch()
        scratch.shell(": > plain; chmod 644 plain; : > tool; chmod 755 tool; mkdir folder")
        let root = scratch.path
        #expect(ProgramLookup.refusal(of: "\(root)/tool") == nil)
        #expect(ProgramLookup.refusal(of: "\(root)/plain") == .notExecutable("\(root)/plain"))
        #expect(ProgramLookup.refusal(of: "\(root)/folder") == .folder("\(root)/folder"))
        #expect(ProgramLookup.refusal(of: "\(root)/none") == .missing("\(root)/none"))
        #expect(ProgramLookup.refusal(of: "\(root)/tool/x") == .unreachable("\(root)/tool/x", 20))
    }
}
