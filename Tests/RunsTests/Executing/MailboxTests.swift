import Synchronization
import Testing

@testable import Runs

@Suite struct MailboxTests {
    @Test func whatHasGatheredIsTakenAllAtOnceAndInOrder() async {
        let mailbox = Mailbox<Int>()
        for item in 0..<3 { mailbox.put(item) }
        #expect(await mailbox.take() == [0, 1, 2])
        mailbox.put(3)
        #expect(await mailbox.take() == [3])
    }

    @Test func whoeverWaitsIsWoken() async {
        let mailbox = Mailbox<Int>()
        async let events = mailbox.take()
        mailbox.put(7)
        #expect(await events == [7])
    }

    @Test func nothingIsLostAmongManyWriters() async {
        let mailbox = Mailbox<Int>()
        let (writers, letters) = (8, 2_000)
        let received = await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for letter in 0..<letters { mailbox.put(writer * letters + letter) }
                }
            }
            var received: [Int] = []
            while received.count < writers * letters { received += await mailbox.take() }
            return received
        }
        #expect(received.sorted() == Array(0..<writers * letters))
        // What one writer has put in comes out in its order.
        for writer in 0..<writers {
            let own = received.filter { $0 / letters == writer }
            #expect(own == own.sorted())
        }
    }
}
