import Dataswarm

extension Template {
    /// Checks that the shards of a table have every row of its CSV, once. In Python, with the arguments
    ///
    ///     CSV TABLE DATABASE...
    ///
    /// - CSV: the file that the shards were loaded from.
    /// - TABLE: the table's name.
    /// - DATABASE...: the database of each shard.
    ///
    /// The CSV's rows are counted without a CSV parser, so that a mistake of the one that loaded them shows: a line ends
    /// a row when the quotes so far are even in number.
    static let verifyShards: Template = #"""
        import sqlite3
        import sys
        from urllib.parse import quote


        def csv_rows(path):
            rows = quotes = 0
            with open(path, "rb") as file:
                for line in file:
                    quotes += line.count(b'"')
                    if quotes % 2 == 0 and line.strip(b"\r\n"):
                        rows += 1
            return rows - 1  # the header


        def row_numbers(database, table):
            name = '"' + table.replace('"', '""') + '"'
            try:
                connection = sqlite3.connect(f"file:{quote(database)}?mode=ro", uri=True)
                return [number for (number,) in connection.execute(f"SELECT row_number FROM {name}")]
            except sqlite3.Error as error:
                sys.exit(f"verify: {database}: {error}")


        def main(source, table, *databases):
            expected = csv_rows(source)
            numbers = [number for database in databases for number in row_numbers(database, table)]
            if len(numbers) != expected:
                sys.exit(f"verify: the shards of {table} have {len(numbers)} rows, {source} has {expected}.")
            if sorted(numbers) != list(range(expected)):
                sys.exit(f"verify: the shards of {table} have {expected} rows as {source} does, but not the same ones.")
            print(f"{table}: {expected} rows in {len(databases)} shards")


        if len(sys.argv) < 4:
            sys.exit("verify: expected CSV TABLE DATABASE....")
        try:
            main(*sys.argv[1:])
        except OSError as error:
            sys.exit(f"verify: {error}")
        """#
}
