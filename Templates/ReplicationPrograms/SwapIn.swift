import Dataswarm

extension Template {
    /// Puts a table's shards together and swaps the result in by one rename: who reads the replica sees the old table or
    /// the new one. In Python, with the arguments
    ///
    ///     TABLE REPLICAS DATABASE...
    ///
    /// - TABLE: the table's name.
    /// - REPLICAS: a folder; its TABLE.db is replaced.
    /// - DATABASE...: the database of each shard.
    ///
    /// The table has the CSV's columns, and its rows in the CSV's order. Of two swaps at once, one waits for the other.
    static let swapIn: Template = #"""
        import fcntl
        import heapq
        import os
        import sqlite3
        import sys
        from urllib.parse import quote


        def sync(path):
            """Returns once the file or folder is on disk."""
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)


        def main(table, replicas, *databases):
            name = '"' + table.replace('"', '""') + '"'
            shards = [sqlite3.connect(f"file:{quote(database)}?mode=ro", uri=True) for database in databases]
            columns = [row[1] for row in shards[0].execute(f"PRAGMA table_info({name})")][1:]  # without row_number
            if not columns:
                sys.exit(f"swap: there is no table {table} in {databases[0]}.")

            os.makedirs(replicas, exist_ok=True)
            lock = open(os.path.join(replicas, f".{table}.lock"), "w")
            fcntl.flock(lock, fcntl.LOCK_EX)  # one swap at a time; it is released when the process ends, however it does
            new = os.path.join(replicas, f".{table}.db.new")  # the same folder: a rename does not cross file systems
            if os.path.exists(new):
                os.remove(new)  # of an attempt that did not end
            connection = sqlite3.connect(new)
            # Nobody reads it yet and an attempt that is cut short starts over: the journal would only cost time.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            with connection:
                definitions = ", ".join('"' + column.replace('"', '""') + '" TEXT' for column in columns)
                connection.execute(f"CREATE TABLE {name} ({definitions})")
                rows = heapq.merge(*(shard.execute(f"SELECT * FROM {name} ORDER BY row_number") for shard in shards))
                marks = ", ".join("?" * len(columns))
                connection.executemany(f"INSERT INTO {name} VALUES ({marks})", (row[1:] for row in rows))
            connection.close()

            sync(new)
            os.replace(new, os.path.join(replicas, f"{table}.db"))
            sync(replicas)


        if len(sys.argv) < 4:
            sys.exit("swap: expected TABLE REPLICAS DATABASE....")
        try:
            main(*sys.argv[1:])
        except (OSError, sqlite3.Error) as error:
            sys.exit(f"swap: {sys.argv[1]}: {error}")
        """#
}
