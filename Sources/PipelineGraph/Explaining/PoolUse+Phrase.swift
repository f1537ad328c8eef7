import Dataswarm

extension PoolUse {
    /// `source, warehouse (2 slots)`, or `none`.
    var phrase: String {
        if pools.isEmpty { return "none" }
        return pools.map { $0.slots == 1 ? $0.name : "\($0.name) (\($0.slots) slots)" }.joined(separator: ", ")
    }
}
