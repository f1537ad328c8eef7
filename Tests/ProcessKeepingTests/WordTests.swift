import Testing

@testable import ProcessKeeping

/// What goes over wires, and what is written down, is read as it was.
@Suite struct WordTests {
    @Test func `an order`() throws {
        var order = Order(
            token: [1], program: [2], folder: [3], arguments: [[4], []], environment: [[5]], grace: 6, patience: 7,
            memoryKills: "8", secrets: [[9]])
        order.serial = 10
        let read = try #require(Order(order.message))
        #expect(read.message.bytes == order.message.bytes)
        #expect(read.serial == 10 && read.token == [1] && read.secrets == [[9]])
        #expect(Order(Wire.Message(kind: Order.Kind.order, bytes: Array(order.message.bytes.dropLast()))) == nil)
    }

    @Test(arguments: [
        Report.notStarted(.program, 2), Report.ended(.init(status: 256, wasAsked: true, lackedMemory: false)),
        Report.ended(
            .init(
                status: 9, wasAsked: false, lackedMemory: true, logTrouble: 28,
                usage: ProcessUsage(peakMemory: 1, userTime: 2, systemTime: 3), logBytes: 4)),
    ])
    func `a report`(report: Report) {
        let numbered = NumberedReport(serial: 5, report)
        #expect(NumberedReport(numbered.message) == numbered)
        #expect(Kept(numbered.message) == nil)
    }

    @Test func `what is kept`() {
        let kept = Kept(question: 1, serial: 2, token: [3])
        #expect(Kept(kept.message) == kept)
        #expect(NumberedReport(kept.message) == nil)
    }

    @Test func `the name of an order`() {
        let id = OrderID(supervisor: .max, keeper: 2, serial: 3)
        #expect(OrderID(text: id.text) == id)
        for text in ["", "1 2", "1 2 3 4", "1 2 x", "a b c"] { #expect(OrderID(text: text) == nil) }
    }
}
