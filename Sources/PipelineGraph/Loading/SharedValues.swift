import Dataswarm

/// Values that occur over and over in a graph, each kept once: `/bin/bash`, the line of a loop, the settings of its tasks.
struct SharedValues {
    /// Texts that are longer can be anything, and seldom occur twice.
    private static let lengthLimit = 64
    private static let slotCount = 512

    private var texts = [Argument?](repeating: nil, count: slotCount)
    private var lastSettings: SharedSettings?

    /// The literal text of those bytes, which are ASCII.
    ///
    /// A slot holds the last text that fell into it, so that looking is quick and nothing grows.
    mutating func literal(_ bytes: UnsafeBufferPointer<UInt8>) -> Argument {
        if bytes.count > SharedValues.lengthLimit { return Argument(ascii: bytes) }
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let slot = Int(hash % UInt32(SharedValues.slotCount))
        if let known = texts[slot], known.isLiteral(bytes) { return known }
        let argument = Argument(ascii: bytes)
        texts[slot] = argument
        return argument
    }

    /// The same as a string.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if case .text(let text)? = literal(bytes).pieces.first { text } else { "" }
    }

    /// Settings as the last task had them, or new ones.
    mutating func settings(_ settings: Settings) -> SharedSettings {
        if let last = lastSettings, last.value == settings { return last }
        let shared = SharedSettings(settings)
        lastSettings = shared
        return shared
    }
}

extension JSONReader {
    /// A literal text, shared where it has been read before.
    mutating func readLiteral() throws(JSONSyntaxError) -> Argument {
        if let plain = try scanPlainText() { return sharedValues.literal(plain) }
        return Argument(stringLiteral: try readString())
    }

    /// A text, such as a place in the source, that many nodes have.
    mutating func readSharedString() throws(JSONSyntaxError) -> String {
        if let plain = try scanPlainText() { return sharedValues.text(plain) }
        return try readString()
    }
}

extension Argument {
    fileprivate init(ascii bytes: UnsafeBufferPointer<UInt8>) {
        self.init(stringLiteral: String(decoding: bytes, as: UTF8.self))
    }

    fileprivate func isLiteral(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard case .text(let text)? = pieces.first else { return bytes.isEmpty }
        return text.utf8.elementsEqual(bytes)
    }
}
