/// The system calls for descriptors of processes, which stay with their process when its number goes to another.
struct ProcessDescriptorCalls: Sendable {
    typealias Open = @convention(c) (_ process: CInt, _ flags: CUnsignedInt) -> CInt
    typealias Send =
        @convention(c) (
            _ descriptor: CInt, _ signal: CInt, _ information: UnsafeMutableRawPointer?, _ flags: CUnsignedInt
        ) -> CInt

    /// `pidfd_open(2)`.
    let open: Open
    /// `pidfd_send_signal(2)`.
    let send: Send

    /// `nil` where the C library is older than 2.36.
    static let shared = ProcessDescriptorCalls()

    private init?() {
        guard let open = LibraryFunction.find("pidfd_open", as: Open.self),
            let send = LibraryFunction.find("pidfd_send_signal", as: Send.self)
        else { return nil }
        self.open = open
        self.send = send
    }
}
