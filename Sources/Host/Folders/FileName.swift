import Glibc

/// A name in a folder, or a path, of any bytes: to the system a name is no text, and one that is no UTF-8 would be another as a
/// `String`.
public struct FileName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// Its bytes, and a zero byte at the end.
    private let characters: [CChar]

    public init(_ text: String) { characters = text.utf8.map(CChar.init(bitPattern:)) + [0] }

    public init(stringLiteral text: String) { self.init(text) }

    private init(characters: [CChar]) { self.characters = characters }

    init(_ record: UnsafeMutablePointer<dirent>) {
        characters = withUnsafeBytes(of: &record.pointee.d_name) { bytes in
            bytes.prefix { $0 != 0 }.map(CChar.init(bitPattern:)) + [0]
        }
    }

    /// Its bytes.
    public var bytes: [UInt8] { characters.dropLast().map(UInt8.init(bitPattern:)) }

    /// The name as text, in which what is no UTF-8 is replaced: to be read, and for names of our own.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// The path of what has a name in this folder.
    func appending(_ name: FileName) -> FileName {
        FileName(characters: characters.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name.characters)
    }

    /// Calls a function of the C library with the name.
    public func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        try characters.withUnsafeBufferPointer { buffer in
            // There is always the zero byte.
            guard let start = buffer.baseAddress else { return try body("") }
            return try body(start)
        }
    }
}
