/// A table, with a word where it is empty.
struct Table {
    var caption: String
    var columns: [String]
    var rows: [[HTML]]
    /// What is said where there are no rows.
    var empty: String
    /// The columns of numbers, which stand to the right.
    var numbers: Set<Int> = []

    var html: HTML {
        if rows.isEmpty { return tag("p", ["class": "empty"], HTML(empty)) }
        func style(_ column: Int) -> String? { numbers.contains(column) ? "n" : nil }
        let head = columns.enumerated().map { tag("th", ["scope": "col", "class": style($0)], HTML($1)) }
        let body = rows.map { row in
            tag("tr", [:], row.enumerated().map { tag("td", ["class": style($0)], $1) }.joined())
        }
        return tag(
            "div", ["class": "scroll"],
            tag(
                "table", ["aria-label": caption], tag("thead", [:], tag("tr", [:], head.joined())),
                tag("tbody", [:], body.joined("\n"))))
    }
}

func link(_ text: String, _ address: Address) -> HTML { tag("a", ["href": address.source], HTML(text)) }
