/** Version 13 declares no types in its exports; its interface is that of better-sqlite3. */
declare module 'better-sqlite3-multiple-ciphers' {
  import Database = require('better-sqlite3');
  export = Database;
}
