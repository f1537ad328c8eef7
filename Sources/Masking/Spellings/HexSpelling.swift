/// A secret in hexadecimal digits, two a byte and without anything in between, as `xxd -p` prints them.
enum HexSpelling {
    static func all(of secret: [UInt8]) -> [[UInt8]] {
        [false, true].map { uppercase in
            SecretSpellings.escaped(secret) {
                SecretSpellings.digits($0, radix: 16, count: 2, uppercase: uppercase)
            }
        }
    }
}
