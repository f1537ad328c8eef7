import Host

/// The framework that this driver came with: what a new package depends on where nothing else is said.
enum InstalledFramework {
    /// Its address, a folder or a repository's.
    ///
    /// - Parameter program: the driver's own file. `make install` leaves the address beside it, and one that was built and not
    ///   installed lies in the framework's own folder. Where it was built has no meaning on another machine.
    /// - Returns: `nil` where neither is so.
    static func address(program: String = Path.resolved("/proc/self/exe")) -> String? {
        var folder = Path.parent(of: program)
        if let note = File.content(of: "\(Path.parent(of: folder))/share/dataswarm/framework") {
            let line = String(decoding: note.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            if !line.isEmpty { return line }
        }
        while folder != "/" {
            if Path.exists("\(folder)/Package.swift"), Path.exists("\(folder)/Sources/Dataswarm") { return folder }
            folder = Path.parent(of: folder)
        }
        return nil
    }
}
