import Foundation
import GRDB
import PipelineRecord

/// How a request stands in its run's row: as JSON.
enum StoredRequest {
    static func text(of request: RunRequest) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(request), as: UTF8.self)
    }

    /// What an older release did not know of is as it is where nobody has said anything.
    static func request(from text: String) throws -> RunRequest {
        let json = Data(text.utf8)
        if let request = try? JSONDecoder().decode(RunRequest.self, from: json) { return request }
        do {
            let defaults = try JSONEncoder().encode(RunRequest(graphHash: "", ds: ""))
            guard var whole = try JSONSerialization.jsonObject(with: defaults) as? [String: Any],
                let known = try JSONSerialization.jsonObject(with: json) as? [String: Any]
            else { throw CocoaError(.coderReadCorrupt) }
            whole.merge(known) { $1 }
            let data = try JSONSerialization.data(withJSONObject: whole)
            return try JSONDecoder().decode(RunRequest.self, from: data)
        } catch {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the request of a run cannot be read")
        }
    }

    /// The first and the last ds of a request for one or for a range.
    static func range(of ds: String) -> (first: String, last: String) {
        guard let dots = ds.firstRange(of: "..") else { return (ds, ds) }
        return (String(ds[..<dots.lowerBound]), String(ds[dots.upperBound...]))
    }
}
