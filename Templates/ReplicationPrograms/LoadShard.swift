import Dataswarm

extension Template {
    /// Loads one shard of a CSV into a SQLite database of its own. In Python, with the arguments
    ///
    ///     CSV TABLE SHARD SHARDS OUTPUT
    ///
    /// - CSV: a file with a header line, quoted where need be.
    /// - TABLE: the table's name.
    /// - SHARD: which shard, from 0: it takes the rows whose number, from 0, leaves this when divided by SHARDS.
    /// - OUTPUT: a folder; gets TABLE.db with one table: row_number, then the CSV's columns.
    ///
    /// Values stay the text that they are: a number guessed from "1E9" would be wrong where that is an airport.
    static let loadShard: Template = #"""
        import csv
        import os
        import sqlite3
        import sys


        def identifier(name):
            return '"' + name.replace('"', '""') + '"'


        def shard_rows(reader, source, width, shard, shards):
            for number, row in enumerate(row for row in reader if row):
                if len(row) != width:
                    sys.exit(f"load: {source}, line {reader.line_num}: {len(row)} values, the header has {width} columns.")
                if number % shards == shard:
                    yield [number, *row]


        def main(source, table, shard, shards, output):
            os.makedirs(output, exist_ok=True)
            path = os.path.join(output, f"{table}.db")
            if os.path.exists(path):
                os.remove(path)  # of an attempt that did not end
            with open(source, newline="", encoding="utf-8") as file:
                reader = csv.reader(file, strict=True)
                columns = next(reader, None)
                if not columns:
                    sys.exit(f"load: {source} is empty, not even a header line.")
                connection = sqlite3.connect(path)
                with connection:
                    names = ", ".join(f"{identifier(column)} TEXT" for column in columns)
                    connection.execute(f"CREATE TABLE {identifier(table)} (row_number INTEGER PRIMARY KEY, {names})")
                    marks = ", ".join("?" * (len(columns) + 1))
                    rows = shard_rows(reader, source, len(columns), int(shard), int(shards))
                    connection.executemany(f"INSERT INTO {identifier(table)} VALUES ({marks})", rows)
                connection.close()


        if len(sys.argv) != 6:
            sys.exit("load: expected CSV TABLE SHARD SHARDS OUTPUT.")
        try:
            main(*sys.argv[1:])
        except (OSError, csv.Error, sqlite3.Error) as error:
            sys.exit(f"load: {sys.argv[1]}: {error}")
        """#
}
