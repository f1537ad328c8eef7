/// How to provide a secret.
public enum SecretAdvice {
    /// By its variable: "set DATASWARM_SECRET_MYSQL_PASSWORD" for `mysql-password`.
    public static func variable(_ name: String) -> String {
        let letters = name.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 32
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
            default: UInt8(ascii: "_")
            }
        }
        return "set DATASWARM_SECRET_\(String(decoding: letters, as: UTF8.self))"
    }
}
