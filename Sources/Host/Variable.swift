import Glibc

/// Variables of this process's environment, whose values are bytes and need be no text.
public enum Variable {
    /// The value to the byte; `nil` where it is not set.
    public static func bytes(of name: String) -> [UInt8]? {
        guard let value = getenv(name) else { return nil }
        return Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
    }
}
