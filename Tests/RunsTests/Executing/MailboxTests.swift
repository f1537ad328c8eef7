import Synchronization
import Testing

@testable import PipelineEngine

@Suite struct MailboxTests {
    @Test func whatHasGatheredIsTakenAllAtOnceAndInOrder() async {
        let mailbox = Mailbox()
        for item in 0..<3 { mailbox.put(.ended(item: item, .exited(0))) }
        #expect(await mailbox.take().map(Self.item) == [0, 1, 2])
        mailbox.put(.ended(item: 3, .exited(0)))
        #expect(await mailbox.take().map(Self.item) == [3])
    }

    @Test func whoeverWaitsIsWoken() async {
        let mailbox = Mailbox()
        async let events = mailbox.take()
        mailbox.put(.ended(item: 7, .exited(0)))
        #expect(await events.map(Self.item) == [7])
    }

    @Test func nothingIsLostAmongManyWriters() async {
        let mailbox = Mailbox()
        let (writers, letters) = (8, 2_000)
        let received = await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for letter in 0..<letters { mailbox.put(.ended(item: writer * letters + letter, .exited(0))) }
                }
            }
            var received: [Int] = []
            while received.count < writers * letters { received += await mailbox.take().map(Self.item) }
            return received
        }
        #expect(received.sorted() == Array(0..<writers * letters))
        // What one writer has put in comes out in its order.
        for writer in 0..<writers {
            let own = received.filter { $0 / letters == writer }
            #expect(own == own.sorted())
        }
    }

    private static func item(of event: Event) -> Int { if case .ended(let item, _) = event { item } else { -1 } }
}
