import Glibc

/// Functions of the C library that its Swift module leaves out.
public enum LibraryFunction {
    /// Finds a function by its name; `nil` where the library is too old to have it.
    ///
    /// - Parameter type: its `@convention(c)` type, which nothing checks.
    public static func find<Function>(_ name: String, as type: Function.Type) -> Function? {
        dlsym(nil, name).map { unsafeBitCast($0, to: type) }
    }
}
