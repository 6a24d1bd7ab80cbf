-- The registry file, version 2. This page is a public interface: within a user_version nothing of it changes, not a
-- letter: the program compares the texts of a file with these before it writes (db/guard.h), so that no stranger's
-- statement is run. Another shape is another version, with schema-1.sql's like of this one and a way from it
-- (db/rebuild.c). Tables of your own may stand beside these; they are neither read nor written.
--
-- Four ideas carry it.
--   1. Official data comes in snapshots: one IANA page on one date, or one RFC. An edition is a rule that picks
--      snapshots: "the newest of each page of iana", "those of rfc6195". An import adds a snapshot and touches nothing.
--   2. A snapshot is written while it is open, then sealed. A sealed one refuses every change, from every writer.
--   3. Drafts are plain rows. Whoever writes one (the program, the sqlite3 shell), triggers refuse what no reading of the
--      documents allows (draft_judged), keep the revision and write change_log: history and undo cannot be
--      passed by accident. What needs judgement is the program's alone: whether a policy leaves the range to the draft
--      (a private draft outside private use is no bad row here), its category, who uses the code already.
--   4. One shape of row holds all five kinds of key: number, bit, pattern, text, pair.
--
-- It guards against mistakes, not against intent: who may write a file can drop its triggers, or put TEMP ones of his
-- own before them. A file whose triggers are not these is refused for writing.
--
-- `origin` tells whose a row is: 'shipped' rows are the program's, summed up in meta and written anew by a newer release
-- or after damage; all others are the user's, and stay.
--
-- No JSON function, no REGEXP and no extension stands in a CHECK, view or trigger: the file opens for any SQLite of
-- 3.37 or later, also with trusted_schema off. The program keeps foreign keys off, as other writers do: a stranger's
-- table could hang on one of these by them.

PRAGMA application_id = 1145983826;     -- 'DNSR'
PRAGMA user_version = 2;                -- the shape of these tables; the age of the data is in snapshot.as_of

-- ------------------------------------------------------------------------------------------------ what a registry is
CREATE TABLE registry (
  id         TEXT PRIMARY KEY,          -- 'rrtype': what people type
  page       TEXT,                      -- IANA's page, 'dns-parameters'; NULL: a local registry
  iana_id    TEXT,                      -- IANA's id on that page, 'dns-parameters-4'
  title      TEXT NOT NULL,             -- on the screen, 'RR TYPEs'
  iana_title TEXT,                      -- 'Resource Record (RR) TYPEs'
  grp        TEXT NOT NULL,             -- registries of one group stand together: 'BCP 42'
  key_kind   TEXT NOT NULL CHECK (key_kind IN ('number', 'bit', 'pattern', 'text', 'pair')),
  width      INTEGER CHECK (width BETWEEN 1 AND 62),      -- bits of a code; bit: how many bits; NULL: no numbers
  bit_zero   TEXT CHECK (bit_zero IN ('msb', 'lsb')),     -- which end the document calls bit 0
  names      TEXT NOT NULL CHECK (names IN ('none', 'free', 'rr-mnemonic', 'svcb-key', 'underscore-label', 'domain-name')),
  space      TEXT,                      -- registries with the same word share one space of mnemonics: 'rr-class'
  documents  TEXT,                      -- that define it, parted by blanks
  origin     TEXT NOT NULL CHECK (origin IN ('shipped', 'import', 'local')),
  place      INTEGER NOT NULL CHECK (place BETWEEN 0 AND 1000000),  -- order on the screen and in answers
  top        INTEGER GENERATED ALWAYS AS (CASE key_kind WHEN 'bit' THEN width - 1 ELSE (1 << width) - 1 END) VIRTUAL,
  CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9.-]*' AND length(id) <= 80),
  CHECK (width IS NOT NULL OR key_kind IN ('text', 'pair')),
  CHECK ((bit_zero IS NOT NULL) = (key_kind = 'bit')),
  CHECK (key_kind <> 'pattern' OR width = 8),             -- leading bits of one octet
  UNIQUE (page, iana_id)
) STRICT;
CREATE TABLE registry_name (            -- other ids that IANA's pages had for a registry
  page TEXT NOT NULL, iana_id TEXT NOT NULL,
  origin TEXT NOT NULL DEFAULT 'local' CHECK (origin IN ('shipped', 'import', 'local')),
  registry TEXT NOT NULL,
  PRIMARY KEY (page, iana_id, origin)
) STRICT, WITHOUT ROWID;

-- --------------------------------------------------------------------------------------------------- official data
CREATE TABLE snapshot (
  id     INTEGER PRIMARY KEY,
  series TEXT NOT NULL,                 -- 'iana', 'rfc6195', 'local'
  page   TEXT NOT NULL,                 -- 'dns-parameters'; an RFC's own id; a local registry's id
  as_of  TEXT NOT NULL CHECK (as_of GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  origin TEXT NOT NULL CHECK (origin IN ('shipped', 'import', 'local')),
  whole  INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1)),  -- its ranges must cover every number (the RFCs do)
  state  TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sealed', 'retired'))
) STRICT;
-- It has no index: what a damaged one leaves out no sum over the rows would miss.

CREATE TABLE policy_range (
  id       INTEGER PRIMARY KEY,
  snapshot INTEGER NOT NULL REFERENCES snapshot(id) ON DELETE CASCADE,
  registry TEXT NOT NULL REFERENCES registry(id) ON DELETE CASCADE,
  low      INTEGER, high  INTEGER,      -- NULL: said of keys that are no numbers
  low2     INTEGER, high2 INTEGER,      -- a pair of numbers: the second one's bounds
  said     TEXT,                        -- of which keys, in words
  policy   TEXT NOT NULL,               -- the edition's own words: 'IETF Review'
  use      TEXT NOT NULL CHECK (use IN ('private', 'experimental', 'open', 'reserved-open', 'reserved', 'never', 'closed')),
  category TEXT,                        -- 'data', 'q meta', ...; NULL: the edition does not say
  section  TEXT,                        -- 'RFC 6195 3.1'
  printed  TEXT,                        -- decimal and hex as printed, where they disagree
  CHECK ((low IS NULL) = (high IS NULL) AND (low IS NULL OR 0 <= low AND low <= high)),
  CHECK ((low2 IS NULL) = (high2 IS NULL) AND (low2 IS NULL OR 0 <= low2 AND low2 <= high2))
) STRICT;
CREATE INDEX policy_range_at ON policy_range (snapshot, registry, low);

CREATE TABLE assignment (
  id         INTEGER PRIMARY KEY,
  snapshot   INTEGER NOT NULL REFERENCES snapshot(id) ON DELETE CASCADE,
  registry   TEXT NOT NULL REFERENCES registry(id) ON DELETE CASCADE,
  low        INTEGER, high  INTEGER,    -- codes; bits as the document numbers them; first octets of a pattern
  low2       INTEGER, high2 INTEGER,    -- a pair of numbers: the second
  key        TEXT,                      -- text; pattern '01000001'; pair: the text part ('SRV', 'CDS')
  key2       TEXT,                      -- pair of texts: the second ('_tcp')
  context    TEXT NOT NULL DEFAULT '',  -- RCODE 16: 'opt' and 'tsig tkey'
  mnemonic   TEXT, meaning TEXT,
  category   TEXT CHECK (category IN ('data', 'q', 'meta')),
  status     TEXT NOT NULL CHECK (status IN ('assigned', 'obsolete', 'deprecated', 'historic', 'experimental', 'temporary',
                                             'reserved', 'private-use', 'experimental-use', 'closed')),
  registered TEXT, expires TEXT,        -- 1995-06 and 2020-06-30 both occur
  inferred   INTEGER NOT NULL DEFAULT 0 CHECK (inferred IN (0, 1)),  -- the document's text does not print the row
  note       TEXT,
  CHECK ((low IS NULL) = (high IS NULL) AND (low IS NULL OR 0 <= low AND low <= high)),
  CHECK ((low2 IS NULL) = (high2 IS NULL) AND (low2 IS NULL OR 0 <= low2 AND low2 <= high2)),
  CHECK (low IS NOT NULL OR key IS NOT NULL)
) STRICT;
CREATE INDEX assignment_at ON assignment (snapshot, registry, low);
CREATE INDEX assignment_name ON assignment (mnemonic COLLATE NOCASE);
CREATE UNIQUE INDEX assignment_key ON assignment (snapshot, registry, ifnull(low, -1), ifnull(key, ''), ifnull(key2, ''),
                                                  ifnull(low2, -1), context);

CREATE TABLE cite (                     -- references, in order and typed: what rfc8914 registered is one index away
  assignment INTEGER NOT NULL REFERENCES assignment(id) ON DELETE CASCADE,
  place      INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('rfc', 'draft', 'errata', 'person', 'uri', 'text', 'registry', 'note')),
  target     TEXT NOT NULL,             -- 'rfc8765'
  shown      TEXT NOT NULL,             -- as IANA prints it, without brackets: 'RF8765, Section 6.2'
  PRIMARY KEY (assignment, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX cite_target ON cite (target);

CREATE TABLE alias (                    -- other names people use: ANY and ALL for `*`, ECS, EDE
  assignment INTEGER NOT NULL REFERENCES assignment(id) ON DELETE CASCADE,
  name       TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (assignment, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_name ON alias (name);

CREATE TABLE field (                    -- columns of IANA's that have no place above: 'Use for DNSSEC Signing' 'MUST'
  assignment INTEGER NOT NULL REFERENCES assignment(id) ON DELETE CASCADE,
  place      INTEGER NOT NULL,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (assignment, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE page_text (                -- pages of IANA's as they were received; of one date the highest id stands
  id     INTEGER PRIMARY KEY,
  page   TEXT NOT NULL CHECK (page GLOB '[a-z0-9]*' AND page NOT GLOB '*[^a-z0-9._-]*' AND length(page) <= 80),
  as_of  TEXT NOT NULL CHECK (as_of GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND length(as_of) = 10),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  xml    BLOB NOT NULL CHECK (length(xml) <= 16777216)
) STRICT;
CREATE INDEX page_text_at ON page_text (page, as_of);

CREATE TABLE edition (
  id       TEXT PRIMARY KEY,            -- 'rfc6195', 'iana', 'iana-2026-08-20'
  series   TEXT NOT NULL,
  as_of    TEXT,                        -- takes snapshots up to this date; NULL: the newest of each page
  title    TEXT NOT NULL,
  place    INTEGER NOT NULL,
  form     TEXT NOT NULL CHECK (form IN ('free', 'rfc5395', 'rfc6195')),        -- the expression mnemonics follow
  generic  TEXT NOT NULL CHECK (generic IN ('allowed', 'warned', 'refused')),   -- TYPE123 and CLASS7 as mnemonics
  process  TEXT NOT NULL,               -- how a code is applied for
  policies TEXT NOT NULL,               -- document that defines the policies
  origin   TEXT NOT NULL DEFAULT 'local' CHECK (origin IN ('shipped', 'local'))
) STRICT, WITHOUT ROWID;                -- an index of its own could lead to another edition

CREATE VIEW edition_snapshot AS         -- the only place that says what an edition holds; local registries are in all
SELECT edition, snapshot
  FROM (SELECT e.id AS edition, s.id AS snapshot,
               row_number() OVER (PARTITION BY e.id, s.series, s.page ORDER BY s.as_of DESC, s.id DESC) AS place
          FROM edition e JOIN snapshot s ON s.state = 'sealed' AND s.series IN (e.series, 'local')
               AND (e.as_of IS NULL OR s.as_of <= e.as_of OR s.series = 'local'))
 WHERE place = 1;                       -- of one date the highest id stands

-- ------------------------------------------------------------------------------------- what is known beside the rows
-- What you add under an id that is shipped stands before the shipped row.
CREATE TABLE document (
  id TEXT NOT NULL COLLATE NOCASE, origin TEXT NOT NULL DEFAULT 'local' CHECK (origin IN ('shipped', 'local')),
  title TEXT, date TEXT,
  relation TEXT, other TEXT,            -- 'obsoleted-by' 'rfc8945'; 'became' 'rfc8914'; 'is' 'rfc6895'
  PRIMARY KEY (id, origin)
) STRICT, WITHOUT ROWID;
CREATE TABLE policy (
  policy TEXT NOT NULL, origin TEXT NOT NULL DEFAULT 'local' CHECK (origin IN ('shipped', 'local')),
  brief TEXT NOT NULL, aliases TEXT, asks TEXT NOT NULL,
  PRIMARY KEY (policy, origin)
) STRICT, WITHOUT ROWID;
CREATE TABLE squatter (                 -- codes in use without an assignment
  registry TEXT NOT NULL, low INTEGER NOT NULL,
  origin TEXT NOT NULL DEFAULT 'local' CHECK (origin IN ('shipped', 'local')),
  high INTEGER NOT NULL, who TEXT NOT NULL, source TEXT,
  PRIMARY KEY (registry, low, origin)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (                     -- 'release', 'data': whose data this is; 'rows ...': sums over it (db/digest.h)
  name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- -------------------------------------------------------------------------------------------------- the user's rows
-- One live draft a place: names are compared without case. A CHECK's name is what the program says of it.
CREATE TABLE draft (
  id        INTEGER PRIMARY KEY AUTOINCREMENT
            CONSTRAINT "a draft's id is 1 to 9007199254740991" CHECK (id BETWEEN 1 AND 9007199254740991),
  rev       INTEGER NOT NULL DEFAULT 1                 -- an update raises it by one: compare and swap
            CONSTRAINT "the draft has no revision left; remove it and add it anew" CHECK (rev BETWEEN 1 AND 9007199254740991),
  registry  TEXT NOT NULL REFERENCES registry(id),
  basis     TEXT NOT NULL REFERENCES edition(id),      -- the edition whose rules it was written under
  kind      TEXT NOT NULL CONSTRAINT "private or proposal" CHECK (kind IN ('private', 'proposal')),
  modifies  INTEGER NOT NULL DEFAULT 0                 -- a proposal to change what is assigned
            CONSTRAINT "modifies is 0 or 1" CHECK (modifies IN (0, 1)),
  code      INTEGER, code2 INTEGER,                    -- pattern: its first octet
  key       TEXT, key2 TEXT,                           -- as in assignment
  mnemonic  TEXT, meaning TEXT,
  category  TEXT CONSTRAINT "category-range: data, q or meta" CHECK (category IN ('data', 'q', 'meta')),
  reference TEXT, note TEXT,
  template  TEXT,                                      -- a proposal's fields A to J
  author    TEXT NOT NULL DEFAULT '',
  uid       TEXT NOT NULL                              -- its Id in files that drafts are exchanged by: made once, for good
            DEFAULT (substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1) ||
                     substr('abcdefghijklmnopqrstuvwxyz234567', 1 + (random() & 31), 1))
            CONSTRAINT "an Id is 13 of a to z and 2 to 7" CHECK (length(uid) = 13 AND uid NOT GLOB '*[^a-z2-7]*'),
  stage     TEXT CONSTRAINT "a stage is a word of 32 letters at most"  -- how far a proposal has come
            CHECK (length(stage) BETWEEN 1 AND 32 AND stage NOT GLOB '*[^a-z-]*'),
  extra     TEXT,                                      -- lines of its file that this release does not know
  CONSTRAINT "code-free: only a proposal changes what is assigned" CHECK (modifies = 0 OR kind = 'proposal')
) STRICT;
CREATE UNIQUE INDEX draft_code ON draft (registry, ifnull(code, -1), ifnull(code2, -1), ifnull(key, '') COLLATE NOCASE,
                                         ifnull(key2, '') COLLATE NOCASE)
  WHERE code IS NOT NULL OR key IS NOT NULL;
CREATE INDEX draft_name ON draft (mnemonic COLLATE NOCASE);
CREATE UNIQUE INDEX draft_uid ON draft (uid);
CREATE TABLE exchanged (                -- a draft as it last stood both here and in a folder: the third side of an import
  uid TEXT NOT NULL, folder TEXT NOT NULL, stanza TEXT NOT NULL,
  PRIMARY KEY (uid, folder)
) STRICT, WITHOUT ROWID;

-- Two questions that triggers ask by an insert; nothing is kept. Other writers may ask them too, of all that stands:
-- INSERT INTO draft_asked SELECT * FROM draft.
CREATE VIEW text_asked (text, most) AS SELECT NULL, 0;       -- most: in octets
CREATE VIEW draft_asked AS SELECT * FROM draft;

-- A text is refused that is too long, has a character that cannot be seen, or is not UTF-8: a character that is not what
-- its number gives, which U+FFFE and U+FFFF are too. Not seen are C0 (newline and tab too), DEL and C1, what turns the
-- direction of writing, separators of lines, invisible format characters, fillers and variation selectors, and numbers
-- that are no characters; the program has the same list (text_is_safe). 45 is the `-` of a range.
CREATE TRIGGER text_judged INSTEAD OF INSERT ON text_asked BEGIN
  SELECT RAISE(ABORT, 'text: too long, no UTF-8, or a character that cannot be seen')
   WHERE length(CAST(NEW.text AS BLOB)) > NEW.most
      OR instr(NEW.text, char(0)) > 0
      OR NEW.text GLOB '*[' || char(1, 45, 31, 127, 45, 159, 0xAD, 0x34F, 0x61C, 0x115F, 45, 0x1160, 0x17B4, 45, 0x17B5)
                            || char(0x180B, 45, 0x180F, 0x200B, 45, 0x200F, 0x2028, 45, 0x202E, 0x2060, 45, 0x206F, 0x3164)
                            || char(0xFDD0, 45, 0xFDEF, 0xFE00, 45, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 45, 0xFFFB)
                            || char(0x13430, 45, 0x1343F, 0x1BCA0, 45, 0x1BCA3, 0x1D173, 45, 0x1D17A, 0xE0000, 45, 0xE0FFF)
                            || char(0x1FFFE, 45, 0x1FFFF, 0x2FFFE, 45, 0x2FFFF, 0x3FFFE, 45, 0x3FFFF, 0x4FFFE, 45, 0x4FFFF)
                            || char(0x5FFFE, 45, 0x5FFFF, 0x6FFFE, 45, 0x6FFFF, 0x7FFFE, 45, 0x7FFFF, 0x8FFFE, 45, 0x8FFFF)
                            || char(0x9FFFE, 45, 0x9FFFF, 0xAFFFE, 45, 0xAFFFF, 0xBFFFE, 45, 0xBFFFF, 0xCFFFE, 45, 0xCFFFF)
                            || char(0xDFFFE, 45, 0xDFFFF, 0xEFFFE, 45, 0xEFFFF, 0xFFFFE, 45, 0xFFFFF, 0x10FFFE, 45, 0x10FFFF) || ']*'
      OR EXISTS (WITH RECURSIVE c (i) AS (SELECT 1 WHERE NEW.text <> '' UNION ALL SELECT i + 1 FROM c WHERE i < length(NEW.text))
                 SELECT 1 FROM c WHERE substr(NEW.text, i, 1) <> char(unicode(substr(NEW.text, i, 1))));
END;

-- What is wrong with a draft by the rules that need no judgement; each refusal begins with the id of its rule.
CREATE TRIGGER draft_judged INSTEAD OF INSERT ON draft_asked BEGIN
  SELECT RAISE(ABORT, 'a draft is asked of with its registry, basis, kind and modifies')
   WHERE NEW.registry IS NULL OR NEW.basis IS NULL OR NEW.kind IS NULL OR NEW.modifies IS NULL;
  SELECT RAISE(ABORT, 'code-width: wider than its registry, or no key of its kind')
    FROM registry r WHERE r.id = NEW.registry AND (
         NEW.code > r.top OR NEW.code < 0 OR NEW.code2 NOT BETWEEN 0 AND 9007199254740991 OR NEW.key = '' OR NEW.key2 = ''
      OR NEW.kind = 'private' AND NEW.code IS NULL AND NEW.key IS NULL
      OR CASE r.key_kind
           WHEN 'pattern' THEN (NEW.code IS NULL) <> (NEW.key IS NULL) OR (NEW.code2, NEW.key2) IS NOT (NULL, NULL)
             OR NEW.key GLOB '*[^01]*' OR length(NEW.key) NOT BETWEEN 1 AND r.width
             OR NEW.code <> (substr(NEW.key, 1, 1) = '1') * 128 + (substr(NEW.key, 2, 1) = '1') * 64
                          + (substr(NEW.key, 3, 1) = '1') * 32 + (substr(NEW.key, 4, 1) = '1') * 16
                          + (substr(NEW.key, 5, 1) = '1') * 8 + (substr(NEW.key, 6, 1) = '1') * 4
                          + (substr(NEW.key, 7, 1) = '1') * 2 + (substr(NEW.key, 8, 1) = '1')
           WHEN 'text' THEN (NEW.code, NEW.code2, NEW.key2) IS NOT (NULL, NULL, NULL)
           WHEN 'pair' THEN CASE
             WHEN r.width IS NULL THEN (NEW.code, NEW.code2) IS NOT (NULL, NULL) OR (NEW.key IS NULL) <> (NEW.key2 IS NULL)
             WHEN EXISTS (SELECT 1 FROM policy_range WHERE registry = r.id AND low2 IS NOT NULL)
               OR EXISTS (SELECT 1 FROM assignment WHERE registry = r.id AND low2 IS NOT NULL)
                             THEN (NEW.key, NEW.key2) IS NOT (NULL, NULL) OR (NEW.code IS NULL) <> (NEW.code2 IS NULL)
             ELSE (NEW.code2, NEW.key2) IS NOT (NULL, NULL) OR NEW.code IS NULL AND NEW.key IS NOT NULL END
           ELSE (NEW.code2, NEW.key, NEW.key2) IS NOT (NULL, NULL, NULL) END);
  SELECT RAISE(ABORT, 'code-free: taken in the edition, or nothing there to modify')
   WHERE (NEW.code IS NOT NULL OR NEW.key IS NOT NULL)
     AND NEW.modifies <> EXISTS (
         SELECT 1 FROM edition_snapshot es JOIN assignment a ON a.snapshot = es.snapshot
          WHERE es.edition = NEW.basis AND a.registry = NEW.registry
            AND a.status IN ('assigned', 'obsolete', 'deprecated', 'historic', 'experimental', 'temporary')
            AND (NEW.code IS NULL OR NEW.code BETWEEN a.low AND a.high) AND (NEW.key IS NULL OR NEW.key = a.key COLLATE NOCASE)
            AND (NEW.code2 IS NULL OR NEW.code2 BETWEEN a.low2 AND a.high2)
            AND (NEW.key2 IS NULL OR NEW.key2 = a.key2 COLLATE NOCASE));
  SELECT RAISE(ABORT, 'mnemonic-form: not of the form its edition asks')
    FROM registry r JOIN edition e ON e.id = NEW.basis
   WHERE r.id = NEW.registry AND r.names = 'rr-mnemonic' AND NEW.modifies = 0
     AND NOT (NEW.mnemonic IS NULL AND NEW.kind = 'proposal') AND NOT (
         NEW.mnemonic IS NOT NULL AND NEW.mnemonic <> '' AND CASE e.form
           WHEN 'free'    THEN 1
           WHEN 'rfc5395' THEN NEW.mnemonic GLOB '[A-Z]*'         AND NEW.mnemonic NOT GLOB '*[^A-Z0-9-]*'
           ELSE                NEW.mnemonic GLOB '[A-Z]*[A-Z0-9]' AND NEW.mnemonic NOT GLOB '*[^A-Z0-9-]*' END);
  SELECT RAISE(ABORT, 'mnemonic-form: a modification keeps the mnemonic that is there')
   WHERE NEW.modifies AND NEW.mnemonic IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM edition_snapshot es JOIN assignment a ON a.snapshot = es.snapshot
          WHERE es.edition = NEW.basis AND a.registry = NEW.registry AND a.mnemonic = NEW.mnemonic COLLATE NOCASE
            AND (NEW.code IS NULL OR NEW.code BETWEEN a.low AND a.high));
  SELECT RAISE(ABORT, 'mnemonic-generic: TYPEn and CLASSn are no names')
    FROM registry r JOIN edition e ON e.id = NEW.basis
   WHERE r.id = NEW.registry AND r.names = 'rr-mnemonic' AND e.generic = 'refused'
     AND (NEW.mnemonic GLOB 'TYPE*' AND substr(NEW.mnemonic, 5) NOT GLOB '*[^0-9]*' OR
          NEW.mnemonic GLOB 'CLASS*' AND substr(NEW.mnemonic, 6) NOT GLOB '*[^0-9]*');
  SELECT CASE taken.registry WHEN NEW.registry
         THEN RAISE(ABORT, 'mnemonic-unique: taken in its registry')
         ELSE RAISE(ABORT, 'mnemonic-disjoint: taken in the other of RRTYPE and CLASS') END
    FROM registry r JOIN edition e ON e.id = NEW.basis JOIN (
         SELECT a.registry FROM assignment a JOIN edition_snapshot es ON es.snapshot = a.snapshot AND es.edition = NEW.basis
          WHERE (a.mnemonic = NEW.mnemonic COLLATE NOCASE OR a.id IN (SELECT assignment FROM alias WHERE name = NEW.mnemonic))
            AND NOT (NEW.modifies AND a.registry = NEW.registry AND NEW.code BETWEEN a.low AND a.high)
         UNION ALL
         SELECT registry FROM draft WHERE mnemonic = NEW.mnemonic COLLATE NOCASE AND id IS NOT NEW.id
         ) AS taken JOIN registry t ON t.id = taken.registry
   WHERE r.id = NEW.registry AND (t.id = r.id OR t.space = r.space AND e.form <> 'free');
END;

-- --------------------------------------------------------------------------------------------------------- history
-- Numbers follow one another (no row of the log ever goes), so none that is written by hand can use them up.
CREATE TABLE change_group (             -- one action = one transaction = one group; undo and redo are groups too
  id     INTEGER PRIMARY KEY
         CONSTRAINT "the log has no number left for another action" CHECK (id BETWEEN 1 AND 9007199254740991),
  at     TEXT NOT NULL CHECK (length(CAST(at AS BLOB)) <= 40),
  who    TEXT NOT NULL CHECK (length(CAST(who AS BLOB)) <= 128),
  what   TEXT NOT NULL CHECK (what IN ('change', 'undo', 'redo')),
  target INTEGER REFERENCES change_group(id),          -- undo, redo: the group taken back or done again
  CHECK ((target IS NULL) = (what = 'change')),
  CHECK (target < id)
) STRICT;
CREATE INDEX change_group_target ON change_group (target) WHERE target IS NOT NULL;
CREATE TABLE draft_revision (           -- every state a draft was ever in; columns as in draft
  id INTEGER NOT NULL, rev INTEGER NOT NULL, registry TEXT NOT NULL, basis TEXT NOT NULL, kind TEXT NOT NULL,
  modifies INTEGER NOT NULL, code INTEGER, code2 INTEGER, key TEXT, key2 TEXT, mnemonic TEXT, meaning TEXT,
  category TEXT, reference TEXT, note TEXT, template TEXT, author TEXT NOT NULL,
  uid TEXT NOT NULL, stage TEXT, extra TEXT,
  PRIMARY KEY (id, rev)
) STRICT, WITHOUT ROWID;
CREATE TABLE change_log (
  id     INTEGER PRIMARY KEY
         CONSTRAINT "the log has no number left for another row" CHECK (id BETWEEN 1 AND 9007199254740991),
  grp    INTEGER NOT NULL REFERENCES change_group(id),
  thing  TEXT NOT NULL CHECK (thing IN ('draft', 'snapshot')),
  row_id INTEGER NOT NULL,              -- the draft; of a local registry's ranges, the snapshot
  before INTEGER, after INTEGER,        -- draft: revisions; snapshot: 1 stands, 0 retired. NULL: was not there
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_log_row ON change_log (thing, row_id, id);
CREATE INDEX change_log_grp ON change_log (grp);
CREATE TABLE actor (                    -- the group of the program's open transaction; NULL: some other program writes
  one INTEGER PRIMARY KEY CHECK (one = 1), grp INTEGER
) STRICT;
INSERT INTO actor VALUES (1, NULL);
CREATE VIEW change_told AS SELECT thing, row_id, before, after FROM change_log;   -- what triggers write the log by

-- ========================================================================================= triggers: official data
CREATE TRIGGER snapshot_in BEFORE INSERT ON snapshot BEGIN
  SELECT RAISE(ABORT, 'a snapshot begins open') WHERE NEW.state <> 'open';
  SELECT RAISE(ABORT, 'this snapshot exists') WHERE EXISTS (SELECT 1 FROM snapshot WHERE id = NEW.id
     OR origin = 'shipped' AND series <> 'local' AND (series, page, as_of, origin) = (NEW.series, NEW.page, NEW.as_of, NEW.origin));
  SELECT RAISE(ABORT, 'a local snapshot is of a local registry, its page') WHERE NEW.series = 'local' AND (
         NEW.origin <> 'local' OR NOT EXISTS (SELECT 1 FROM registry WHERE id = NEW.page AND origin = 'local'));
END;
CREATE TRIGGER snapshot_up BEFORE UPDATE ON snapshot BEGIN
  SELECT RAISE(ABORT, 'a snapshot goes from open to sealed, to retired and back; nothing else of it changes')
   WHERE (OLD.state, NEW.state) NOT IN (VALUES ('open', 'sealed'), ('sealed', 'retired'), ('retired', 'sealed'))
      OR (OLD.id, OLD.series, OLD.page, OLD.as_of, OLD.origin, OLD.whole)
         IS NOT (NEW.id, NEW.series, NEW.page, NEW.as_of, NEW.origin, NEW.whole);
  SELECT RAISE(ABORT, 'only an import or a local registry is retired') WHERE NEW.state = 'retired' AND OLD.origin = 'shipped';
  SELECT RAISE(ABORT, 'the registry still has drafts')
   WHERE NEW.state = 'retired' AND OLD.series = 'local' AND EXISTS (SELECT 1 FROM draft WHERE registry = OLD.page)
     AND NOT EXISTS (SELECT 1 FROM snapshot WHERE series = 'local' AND page = OLD.page AND state = 'sealed' AND id <> OLD.id);
  SELECT RAISE(ABORT, 'the ranges of a whole snapshot cover every number')
   WHERE NEW.state = 'sealed' AND NEW.whole AND EXISTS (
     SELECT 1 FROM policy_range p JOIN registry r ON r.id = p.registry
      WHERE p.snapshot = NEW.id AND r.key_kind = 'number' GROUP BY r.id HAVING sum(p.high - p.low + 1) <> r.top + 1);
END;
CREATE TRIGGER snapshot_seal BEFORE UPDATE ON snapshot WHEN NEW.state = 'sealed' BEGIN
  SELECT RAISE(ABORT, 'another page of the series holds this registry')
   WHERE EXISTS (SELECT 1 FROM snapshot s
                  WHERE s.series = NEW.series AND s.page <> NEW.page AND s.state = 'sealed' AND EXISTS (
                    SELECT registry FROM policy_range WHERE snapshot = NEW.id UNION SELECT registry FROM assignment WHERE snapshot = NEW.id
                    INTERSECT
                    SELECT registry FROM (SELECT registry FROM policy_range WHERE snapshot = s.id UNION SELECT registry FROM assignment WHERE snapshot = s.id)));
END;
CREATE TRIGGER snapshot_out BEFORE DELETE ON snapshot BEGIN
  SELECT RAISE(ABORT, 'a sealed snapshot is retired before it is removed') WHERE OLD.state = 'sealed';
  SELECT RAISE(ABORT, 'the log names this snapshot')   -- undo may bring it back
   WHERE EXISTS (SELECT 1 FROM change_log WHERE thing = 'snapshot' AND row_id = OLD.id);
END;

-- What hangs on a row goes with it, in every writer: nothing rests on foreign keys, which are off in most.
CREATE TRIGGER snapshot_after_out AFTER DELETE ON snapshot BEGIN
  DELETE FROM assignment WHERE snapshot = OLD.id;
  DELETE FROM policy_range WHERE snapshot = OLD.id;
END;
CREATE TRIGGER assignment_after_out AFTER DELETE ON assignment BEGIN
  DELETE FROM cite WHERE assignment = OLD.id;
  DELETE FROM alias WHERE assignment = OLD.id;
  DELETE FROM field WHERE assignment = OLD.id;
END;

-- What the log of a local registry names stays whole: retired as well as sealed.
CREATE TRIGGER assignment_in BEFORE INSERT ON assignment BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE (SELECT state FROM snapshot WHERE id = NEW.snapshot) IS NOT 'open';
  SELECT RAISE(ABORT, 'a local snapshot speaks of its own registry only')
   WHERE NEW.registry <> (SELECT page FROM snapshot WHERE id = NEW.snapshot AND series = 'local');
  SELECT RAISE(ABORT, 'this assignment exists') WHERE EXISTS (SELECT 1 FROM assignment WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'the code is wider than its registry') WHERE NEW.high > (SELECT top FROM registry WHERE id = NEW.registry);
  SELECT RAISE(ABORT, 'the code is assigned twice')    -- one neighbour is enough to look at, so a large import stays linear
    FROM assignment a JOIN registry r ON r.id = a.registry
   WHERE a.id = (SELECT b.id FROM assignment b WHERE b.snapshot = NEW.snapshot AND b.registry = NEW.registry
                    AND b.low <= NEW.high ORDER BY b.low DESC LIMIT 1)
     AND r.key_kind IN ('number', 'bit') AND a.high >= NEW.low
     AND NOT (a.low = a.high AND NEW.low = NEW.high AND a.low = NEW.low
              AND a.context <> NEW.context AND a.context <> '' AND NEW.context <> '');
  SELECT RAISE(ABORT, 'pattern and octets disagree') FROM registry r
   WHERE r.id = NEW.registry AND r.key_kind = 'pattern'
     AND NOT (NEW.key NOT GLOB '*[^01]*' AND length(NEW.key) BETWEEN 1 AND r.width
              AND NEW.high - NEW.low + 1 = 1 << (r.width - length(NEW.key))
              AND NEW.low = (substr(NEW.key, 1, 1) = '1') * 128 + (substr(NEW.key, 2, 1) = '1') * 64
                          + (substr(NEW.key, 3, 1) = '1') * 32 + (substr(NEW.key, 4, 1) = '1') * 16
                          + (substr(NEW.key, 5, 1) = '1') * 8 + (substr(NEW.key, 6, 1) = '1') * 4
                          + (substr(NEW.key, 7, 1) = '1') * 2 + (substr(NEW.key, 8, 1) = '1'));
END;
CREATE TRIGGER assignment_up BEFORE UPDATE ON assignment BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE (SELECT state FROM snapshot WHERE id = OLD.snapshot) IS NOT 'open'
      OR (OLD.id, OLD.snapshot, OLD.registry, OLD.low, OLD.high, OLD.context)
         IS NOT (NEW.id, NEW.snapshot, NEW.registry, NEW.low, NEW.high, NEW.context);
END;
CREATE TRIGGER assignment_out BEFORE DELETE ON assignment BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE EXISTS (SELECT 1 FROM snapshot WHERE id = OLD.snapshot AND (state = 'sealed' OR state = 'retired' AND series = 'local'));
END;
CREATE TRIGGER policy_range_in BEFORE INSERT ON policy_range BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE (SELECT state FROM snapshot WHERE id = NEW.snapshot) IS NOT 'open';
  SELECT RAISE(ABORT, 'a local snapshot speaks of its own registry only')
   WHERE NEW.registry <> (SELECT page FROM snapshot WHERE id = NEW.snapshot AND series = 'local');
  SELECT RAISE(ABORT, 'this range exists') WHERE EXISTS (SELECT 1 FROM policy_range WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'the range is wider than its registry') WHERE NEW.high > (SELECT top FROM registry WHERE id = NEW.registry);
  SELECT RAISE(ABORT, 'policy ranges overlap')
   WHERE (SELECT high FROM policy_range WHERE snapshot = NEW.snapshot AND registry = NEW.registry AND low <= NEW.high
           ORDER BY low DESC LIMIT 1) >= NEW.low;
  SELECT RAISE(ABORT, 'a registry of one''s own has 256 ranges at most')
   WHERE (SELECT series FROM snapshot WHERE id = NEW.snapshot) = 'local'
     AND (SELECT count(*) FROM policy_range WHERE snapshot = NEW.snapshot) >= 256;
END;
CREATE TRIGGER policy_range_after_in AFTER INSERT ON policy_range
 WHEN (SELECT series FROM snapshot WHERE id = NEW.snapshot) = 'local' BEGIN
  INSERT INTO text_asked VALUES (NEW.policy, 100), (NEW.said, 100), (NEW.section, 100), (NEW.category, 100), (NEW.printed, 100);
END;
CREATE TRIGGER policy_range_after_up AFTER UPDATE ON policy_range
 WHEN (SELECT series FROM snapshot WHERE id = NEW.snapshot) = 'local' BEGIN
  INSERT INTO text_asked VALUES (NEW.policy, 100), (NEW.said, 100), (NEW.section, 100), (NEW.category, 100), (NEW.printed, 100);
END;
CREATE TRIGGER policy_range_up BEFORE UPDATE ON policy_range BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE (SELECT state FROM snapshot WHERE id = OLD.snapshot) IS NOT 'open'
      OR (OLD.id, OLD.snapshot, OLD.registry, OLD.low, OLD.high) IS NOT (NEW.id, NEW.snapshot, NEW.registry, NEW.low, NEW.high);
END;
CREATE TRIGGER policy_range_out BEFORE DELETE ON policy_range BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE EXISTS (SELECT 1 FROM snapshot WHERE id = OLD.snapshot AND (state = 'sealed' OR state = 'retired' AND series = 'local'));
END;
CREATE TRIGGER cite_in BEFORE INSERT ON cite BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE (SELECT s.state FROM assignment a JOIN snapshot s ON s.id = a.snapshot WHERE a.id = NEW.assignment) IS NOT 'open';
END;
CREATE TRIGGER cite_up BEFORE UPDATE ON cite BEGIN SELECT RAISE(ABORT, 'an edition changes by import only'); END;
CREATE TRIGGER cite_out BEFORE DELETE ON cite BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE EXISTS (SELECT 1 FROM assignment a JOIN snapshot s ON s.id = a.snapshot
                  WHERE a.id = OLD.assignment AND (s.state = 'sealed' OR s.state = 'retired' AND s.series = 'local'));
END;
CREATE TRIGGER alias_in BEFORE INSERT ON alias BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE (SELECT s.state FROM assignment a JOIN snapshot s ON s.id = a.snapshot WHERE a.id = NEW.assignment) IS NOT 'open';
END;
CREATE TRIGGER alias_up BEFORE UPDATE ON alias BEGIN SELECT RAISE(ABORT, 'an edition changes by import only'); END;
CREATE TRIGGER alias_out BEFORE DELETE ON alias BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE EXISTS (SELECT 1 FROM assignment a JOIN snapshot s ON s.id = a.snapshot
                  WHERE a.id = OLD.assignment AND (s.state = 'sealed' OR s.state = 'retired' AND s.series = 'local'));
END;
CREATE TRIGGER field_in BEFORE INSERT ON field BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE (SELECT s.state FROM assignment a JOIN snapshot s ON s.id = a.snapshot WHERE a.id = NEW.assignment) IS NOT 'open';
END;
CREATE TRIGGER field_up BEFORE UPDATE ON field BEGIN SELECT RAISE(ABORT, 'an edition changes by import only'); END;
CREATE TRIGGER field_out BEFORE DELETE ON field BEGIN
  SELECT RAISE(ABORT, 'an edition changes by import only')
   WHERE EXISTS (SELECT 1 FROM assignment a JOIN snapshot s ON s.id = a.snapshot
                  WHERE a.id = OLD.assignment AND (s.state = 'sealed' OR s.state = 'retired' AND s.series = 'local'));
END;
CREATE TRIGGER page_text_in BEFORE INSERT ON page_text BEGIN
  SELECT RAISE(ABORT, 'this page is there already') WHERE EXISTS (SELECT 1 FROM page_text WHERE id = NEW.id)
      OR NEW.sha256 = (SELECT sha256 FROM page_text WHERE page = NEW.page AND as_of = NEW.as_of ORDER BY id DESC LIMIT 1);
END;
CREATE TRIGGER page_text_up BEFORE UPDATE ON page_text BEGIN
  SELECT RAISE(ABORT, 'a page is kept as it was received');
END;
CREATE TRIGGER registry_in BEFORE INSERT ON registry BEGIN   -- INSERT OR REPLACE fires no delete trigger
  SELECT RAISE(ABORT, 'this registry exists')
   WHERE EXISTS (SELECT 1 FROM registry WHERE id = NEW.id OR page = NEW.page AND iana_id = NEW.iana_id);
END;
CREATE TRIGGER registry_up BEFORE UPDATE ON registry BEGIN
  SELECT RAISE(ABORT, 'only a local registry changes') WHERE OLD.origin <> 'local' OR NEW.origin <> 'local' OR NEW.id <> OLD.id;
  SELECT RAISE(ABORT, 'its history keeps its kind and width')   -- undo may bring older ranges back
   WHERE (OLD.key_kind, OLD.width) IS NOT (NEW.key_kind, NEW.width) AND EXISTS (SELECT 1 FROM snapshot WHERE series = 'local' AND page = OLD.id);
  SELECT RAISE(ABORT, 'this registry exists')
   WHERE EXISTS (SELECT 1 FROM registry WHERE id <> OLD.id AND page = NEW.page AND iana_id = NEW.iana_id);
END;
CREATE TRIGGER registry_after_in AFTER INSERT ON registry WHEN NEW.origin = 'local' BEGIN
  INSERT INTO text_asked VALUES (NEW.title, 60), (NEW.grp, 60);
END;
CREATE TRIGGER registry_after_up AFTER UPDATE ON registry WHEN NEW.origin = 'local' BEGIN
  INSERT INTO text_asked VALUES (NEW.title, 60), (NEW.grp, 60);
END;
CREATE TRIGGER registry_out BEFORE DELETE ON registry BEGIN
  SELECT RAISE(ABORT, 'only a local registry is removed') WHERE OLD.origin <> 'local';
  SELECT RAISE(ABORT, 'the registry still has drafts') WHERE EXISTS (SELECT 1 FROM draft WHERE registry = OLD.id);
  SELECT RAISE(ABORT, 'the log names this registry')
   WHERE EXISTS (SELECT 1 FROM draft_revision WHERE registry = OLD.id)
      OR EXISTS (SELECT 1 FROM snapshot WHERE series = 'local' AND page = OLD.id);
END;
CREATE TRIGGER edition_in BEFORE INSERT ON edition BEGIN
  SELECT RAISE(ABORT, 'this edition exists') WHERE EXISTS (SELECT 1 FROM edition WHERE id = NEW.id);
END;
CREATE TRIGGER edition_up BEFORE UPDATE ON edition BEGIN SELECT RAISE(ABORT, 'an edition changes by import only'); END;
CREATE TRIGGER edition_out BEFORE DELETE ON edition BEGIN
  SELECT RAISE(ABORT, 'the edition still has data or drafts')
   WHERE EXISTS (SELECT 1 FROM edition_snapshot es JOIN snapshot s ON s.id = es.snapshot
                  WHERE es.edition = OLD.id AND s.series <> 'local')
      OR EXISTS (SELECT 1 FROM draft WHERE basis = OLD.id);
END;

-- ================================================================================================ triggers: drafts
-- Before: what OR REPLACE would silently delete, and the revision.
CREATE TRIGGER draft_before_in BEFORE INSERT ON draft BEGIN
  SELECT RAISE(ABORT, 'no such registry') WHERE NOT EXISTS (SELECT 1 FROM registry WHERE id = NEW.registry);
  SELECT RAISE(ABORT, 'no such edition') WHERE NOT EXISTS (SELECT 1 FROM edition WHERE id = NEW.basis);
  SELECT RAISE(ABORT, 'code-free: taken by another draft')
   WHERE EXISTS (SELECT 1 FROM draft WHERE id = NEW.id OR uid = NEW.uid)
      OR EXISTS (SELECT 1 FROM draft d WHERE (d.code IS NOT NULL OR d.key IS NOT NULL) AND d.registry = NEW.registry  -- as draft_code has it:
                    AND ifnull(d.code, -1) = ifnull(NEW.code, -1) AND ifnull(d.code2, -1) = ifnull(NEW.code2, -1)     -- no draft is scanned
                    AND ifnull(d.key, '') COLLATE NOCASE = ifnull(NEW.key, '') AND ifnull(d.key2, '') COLLATE NOCASE = ifnull(NEW.key2, ''));
END;
CREATE TRIGGER draft_before_up BEFORE UPDATE ON draft BEGIN
  SELECT RAISE(ABORT, 'name the revision: SET rev = rev + 1') WHERE NEW.rev <> OLD.rev + 1 OR NEW.id <> OLD.id;
  SELECT RAISE(ABORT, 'a draft keeps its Id') WHERE NEW.uid <> OLD.uid;
  SELECT RAISE(ABORT, 'no such registry') WHERE NOT EXISTS (SELECT 1 FROM registry WHERE id = NEW.registry);
  SELECT RAISE(ABORT, 'no such edition') WHERE NOT EXISTS (SELECT 1 FROM edition WHERE id = NEW.basis);
  SELECT RAISE(ABORT, 'code-free: taken by another draft')
   WHERE EXISTS (SELECT 1 FROM draft d WHERE (d.code IS NOT NULL OR d.key IS NOT NULL) AND d.id <> OLD.id AND d.registry = NEW.registry
                    AND ifnull(d.code, -1) = ifnull(NEW.code, -1) AND ifnull(d.code2, -1) = ifnull(NEW.code2, -1)
                    AND ifnull(d.key, '') COLLATE NOCASE = ifnull(NEW.key, '') AND ifnull(d.key2, '') COLLATE NOCASE = ifnull(NEW.key2, ''));
END;
-- One line of the log, in the group of the program's open transaction; another program's change is a group of its own.
CREATE TRIGGER change_logged INSTEAD OF INSERT ON change_told BEGIN
  INSERT INTO change_group (at, who, what)
    SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'another program', 'change' WHERE (SELECT grp FROM actor) IS NULL;
  INSERT INTO change_log (grp, thing, row_id, before, after)
    VALUES (ifnull((SELECT grp FROM actor), (SELECT max(id) FROM change_group)), NEW.thing, NEW.row_id, NEW.before, NEW.after);
END;
-- After: is it sound, then the log. A template's fields may have paragraphs.
CREATE TRIGGER draft_after_in AFTER INSERT ON draft BEGIN
  SELECT RAISE(ABORT, 'ids follow one another: leave id out') WHERE NEW.id > 1 + (SELECT ifnull(max(id), 0) FROM draft_revision);
  SELECT RAISE(ABORT, 'revisions follow one another: leave rev out')
   WHERE NEW.rev <> 1 + (SELECT ifnull(max(rev), 0) FROM draft_revision WHERE id = NEW.id);
  INSERT INTO text_asked VALUES (NEW.key, 512), (NEW.key2, 512), (NEW.mnemonic, 63), (NEW.meaning, 400), (NEW.reference, 200),
         (NEW.note, 4000), (replace(NEW.template, char(10), ' '), 16000), (NEW.author, 128),
         (replace(NEW.extra, char(10), ' '), 16000);
  INSERT INTO draft_asked SELECT * FROM draft WHERE id = NEW.id;
  INSERT INTO draft_revision SELECT * FROM draft WHERE id = NEW.id;
  INSERT INTO change_told VALUES ('draft', NEW.id, NULL, NEW.rev);
END;
-- Of texts those that are new: one that stands, from an older file, holds nothing else up. The rules only when what is
-- judged has changed: the note of a draft that IANA has overtaken stays editable.
CREATE TRIGGER draft_after_up AFTER UPDATE ON draft BEGIN
  INSERT INTO text_asked VALUES (nullif(NEW.key, OLD.key), 512), (nullif(NEW.key2, OLD.key2), 512),
         (nullif(NEW.mnemonic, OLD.mnemonic), 63), (nullif(NEW.meaning, OLD.meaning), 400),
         (nullif(NEW.reference, OLD.reference), 200), (nullif(NEW.note, OLD.note), 4000),
         (replace(nullif(NEW.template, OLD.template), char(10), ' '), 16000), (nullif(NEW.author, OLD.author), 128),
         (replace(nullif(NEW.extra, OLD.extra), char(10), ' '), 16000);
  INSERT INTO draft_asked SELECT * FROM draft WHERE id = NEW.id
     AND (OLD.registry, OLD.basis, OLD.kind, OLD.modifies, OLD.code, OLD.code2, OLD.key, OLD.key2, OLD.mnemonic, OLD.meaning)
     IS NOT (registry, basis, kind, modifies, code, code2, key, key2, mnemonic, meaning);
  INSERT INTO draft_revision SELECT * FROM draft WHERE id = NEW.id;
  INSERT INTO change_told VALUES ('draft', NEW.id, OLD.rev, NEW.rev);
END;
CREATE TRIGGER draft_after_out AFTER DELETE ON draft BEGIN
  INSERT INTO change_told VALUES ('draft', OLD.id, OLD.rev, NULL);
END;
-- A local registry's ranges change by a new snapshot of it, sealed; undo retires that one, redo seals it again.
CREATE TRIGGER snapshot_log AFTER UPDATE OF state ON snapshot WHEN NEW.series = 'local' BEGIN
  INSERT INTO change_told VALUES ('snapshot', NEW.id, CASE OLD.state WHEN 'open' THEN NULL ELSE OLD.state = 'sealed' END, NEW.state = 'sealed');
END;
CREATE TRIGGER change_log_in BEFORE INSERT ON change_log BEGIN
  SELECT RAISE(ABORT, 'the log is only added to') WHERE EXISTS (SELECT 1 FROM change_log WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'no such revision') WHERE NEW.thing = 'draft' AND (
         NEW.before IS NOT NULL AND NOT EXISTS (SELECT 1 FROM draft_revision WHERE id = NEW.row_id AND rev = NEW.before) OR
         NEW.after IS NOT NULL AND NOT EXISTS (SELECT 1 FROM draft_revision WHERE id = NEW.row_id AND rev = NEW.after));
  SELECT RAISE(ABORT, 'no such snapshot of a local registry')
   WHERE NEW.thing = 'snapshot' AND NOT EXISTS (SELECT 1 FROM snapshot WHERE id = NEW.row_id AND series = 'local');
  SELECT RAISE(ABORT, 'no such group of changes') WHERE NOT EXISTS (SELECT 1 FROM change_group WHERE id = NEW.grp);
END;
CREATE TRIGGER change_log_after_in AFTER INSERT ON change_log BEGIN
  SELECT RAISE(ABORT, 'numbers follow one another: leave id out')
   WHERE NEW.id > 1 AND NOT EXISTS (SELECT 1 FROM change_log WHERE id = NEW.id - 1);
END;
CREATE TRIGGER change_log_up BEFORE UPDATE ON change_log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER change_log_out BEFORE DELETE ON change_log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER actor_in BEFORE INSERT ON actor BEGIN
  SELECT RAISE(ABORT, 'actor has one row') WHERE EXISTS (SELECT 1 FROM actor);
  SELECT RAISE(ABORT, 'no such group of changes, or not the newest')
   WHERE NEW.grp IS NOT NULL AND NEW.grp IS NOT (SELECT max(id) FROM change_group);
END;
CREATE TRIGGER actor_up BEFORE UPDATE ON actor BEGIN
  SELECT RAISE(ABORT, 'no such group of changes, or not the newest')
   WHERE NEW.grp IS NOT NULL AND NEW.grp IS NOT (SELECT max(id) FROM change_group);
END;
CREATE TRIGGER actor_out BEFORE DELETE ON actor BEGIN SELECT RAISE(ABORT, 'actor has one row'); END;
CREATE TRIGGER change_group_in BEFORE INSERT ON change_group BEGIN
  SELECT RAISE(ABORT, 'the log is only added to') WHERE EXISTS (SELECT 1 FROM change_group WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'no such group of changes')
   WHERE NEW.target IS NOT NULL AND NOT EXISTS (SELECT 1 FROM change_group WHERE id = NEW.target);
END;
CREATE TRIGGER change_group_after_in AFTER INSERT ON change_group BEGIN
  SELECT RAISE(ABORT, 'numbers follow one another: leave id out')
   WHERE NEW.id > 1 AND NOT EXISTS (SELECT 1 FROM change_group WHERE id = NEW.id - 1);
END;
CREATE TRIGGER draft_revision_in BEFORE INSERT ON draft_revision BEGIN
  SELECT RAISE(ABORT, 'the log is only added to') WHERE EXISTS (SELECT 1 FROM draft_revision WHERE id = NEW.id AND rev = NEW.rev);
  SELECT RAISE(ABORT, 'a revision is that of a draft') WHERE NOT EXISTS (SELECT 1 FROM draft WHERE id = NEW.id AND rev = NEW.rev);
END;
CREATE TRIGGER change_group_up BEFORE UPDATE ON change_group BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER change_group_out BEFORE DELETE ON change_group BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER draft_revision_up BEFORE UPDATE ON draft_revision BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER draft_revision_out BEFORE DELETE ON draft_revision BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
