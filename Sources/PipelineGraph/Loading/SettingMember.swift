import Dataswarm

/// A setting as a member of an object.
struct SettingMember: JSONMember {
    let setting: Setting

    private static let names = Setting.all.map(\.member)

    init?(rawValue: String) {
        guard let index = SettingMember.names.firstIndex(of: rawValue) else { return nil }
        setting = Setting.all[index]
    }

    init(_ setting: Setting) { self.setting = setting }

    var rawValue: String { setting.member }

    static var allCases: [SettingMember] { Setting.all.map { SettingMember($0) } }
}

/// A setting of a step of a resource. What only tasks have, a trigger rule and exit codes that are a skip, is known, to be refused in
/// a sentence of its own, and is not among the cases that a misspelt member is likened to.
struct StepSettingMember: JSONMember {
    let setting: Setting

    init?(rawValue: String) {
        guard let setting = SettingMember(rawValue: rawValue)?.setting else { return nil }
        self.setting = setting
    }

    private init(_ setting: Setting) { self.setting = setting }

    var rawValue: String { setting.member }

    var isOfTasksAlone: Bool {
        switch setting.value {
        case .rule, .exitCodes: true
        default: false
        }
    }

    static var allCases: [StepSettingMember] { Setting.all.map { StepSettingMember($0) }.filter { !$0.isOfTasksAlone } }
}
