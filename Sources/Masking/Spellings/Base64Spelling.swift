/// A secret in base64 (RFC 4648), alone or within a longer text.
///
/// Three bytes make four letters, so there are three ways in which a secret can lie in a longer text. In each, the
/// letters that are made of the secret alone are always the same; those at its ends also hold bits of its neighbours,
/// and are left as they are. Where the text ends with the secret, the last letters are certain, too.
enum Base64Spelling {
    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let forAddresses = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    /// Where programs break lines: openssl and PEM files, base64 and MIME.
    private static let lineLengths = [64, 76]

    static func all(of secret: [UInt8]) -> [[UInt8]] {
        [standard, forAddresses].flatMap { alphabet in
            (0...2).flatMap { spellings(of: secret, after: $0, alphabet) }
                + lineLengths.flatMap { lines(of: secret, length: $0, alphabet) }
        }
    }

    /// What is certain of a secret that begins `offset` bytes after a group of three does.
    private static func spellings(of secret: [UInt8], after offset: Int, _ alphabet: [UInt8]) -> [[UInt8]] {
        let text = letters(of: secret, after: offset, alphabet)
        let length = offset + secret.count
        let first = (offset * 8 + 5) / 6
        let whole = length * 8 / 6
        let core = Array(text[first..<whole])
        let padding = (3 - length % 3) % 3
        guard padding > 0 else { return [core] }
        return [core, text[first...] + [UInt8](repeating: UInt8(ascii: "="), count: padding), Array(text[first...])]
    }

    /// The letters of some zero bytes and the secret, without padding.
    private static func letters(of secret: [UInt8], after zeros: Int, _ alphabet: [UInt8]) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity((zeros + secret.count) * 4 / 3 + 2)
        var bits: UInt32 = 0
        var count = zeros * 8 % 6
        letters += [UInt8](repeating: alphabet[0], count: zeros * 8 / 6)
        for byte in secret {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                letters.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { letters.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return letters
    }

    /// The lines of a secret's own base64 text.
    private static func lines(of secret: [UInt8], length: Int, _ alphabet: [UInt8]) -> [[UInt8]] {
        // The letter after these hangs on what follows the secret.
        let text = letters(of: secret, after: 0, alphabet).prefix(secret.count * 8 / 6)
        guard text.count > length else { return [] }
        return stride(from: 0, to: text.count, by: length)
            .map { Array(text[$0..<min($0 + length, text.count)]) }
            .filter { $0.count >= SecretSpellings.minimumLineLength }
    }
}
