#include "ui/cli/verbs.h"

#include "registry/draft.h"
#include "ui/cli/options.h"

#define DRAFT_OPTIONS                                                                                        \
    (OPTION_BIT(DRAFT_KIND) | OPTION_BIT(DRAFT_CATEGORY) | OPTION_BIT(DRAFT_MEANING) |                       \
     OPTION_BIT(DRAFT_REFERENCE) | OPTION_BIT(DRAFT_NOTE) | OPTION_BIT(OPTION_MODIFIES) |                    \
     OPTION_BIT(OPTION_SUBMISSION))

/* The words of `draft`, sorted. */
static const struct verb draft_words[] = {
    { .name = "draft add",
      .operands = "REGISTRY CODE [MNEMONIC]",
      .summary = "a new draft",
      .help = "CODE may be `next`: the lowest that is free, that nobody is known to use and that caches\n"
              "may keep; or `tbd`: a proposal that leaves it to IANA. MNEMONIC `-` leaves the name open.\n"
              "Of a registry without mnemonics it is the meaning. Refused with every reason: status 1.\n\n"
              "  dnsreg draft add rrtype next FOO --meaning \"my test type\"\n"
              "  dnsreg draft add rrtype tbd FOO --kind proposal --reference draft-me-foo\n"
              "  dnsreg draft add underscored TXT/_mine --kind proposal\n",
      .least = 2,
      .most = 3,
      .run = verb_draft_add,
      .takes = DRAFT_OPTIONS },
    { .name = "draft list",
      .operands = "[REGISTRY]",
      .summary = "the drafts, or those of one",
      .help = "Each draft keeps the edition it was saved under and is shown in every edition that has\n"
              "its registry.\n\n"
              "  dnsreg draft list --overtaken\n",
      .most = 1,
      .run = verb_draft_list,
      .takes = OPTION_BIT(OPTION_OVERTAKEN) },
    { .name = "draft propose",
      .operands = "REGISTRY KEY",
      .summary = "a private draft becomes a proposal",
      .help = "IANA records no private use, so its code becomes `tbd` unless --code names another.\n\n"
              "  dnsreg draft propose rrtype FOO\n",
      .least = 2,
      .most = 2,
      .run = verb_draft_propose,
      .takes =
          OPTION_BIT(DRAFT_CODE) | OPTION_BIT(DRAFT_MNEMONIC) | (DRAFT_OPTIONS & ~OPTION_BIT(DRAFT_KIND)) },
    { .name = "draft remove",
      .operands = "REGISTRY KEY",
      .summary = "takes a draft out",
      .help = "KEY is its code, its name, `tbd` where one alone has no code, or its number as `draft list`\n"
              "shows it. `dnsreg undo` brings it back.\n\n"
              "  dnsreg draft remove rrtype FOO\n"
              "  dnsreg draft remove rrtype '#1'\n",
      .least = 2,
      .most = 2,
      .run = verb_draft_remove },
    { .name = "draft set",
      .operands = "REGISTRY KEY",
      .summary = "changes what a draft says",
      .help = "What is not named stays; an empty text takes a field away. KEY is as in `draft remove`.\n\n"
              "  dnsreg draft set rrtype FOO --code 65290 --note \"asked Ann\"\n",
      .least = 2,
      .most = 2,
      .run = verb_draft_set,
      .takes = OPTION_BIT(DRAFT_CODE) | OPTION_BIT(DRAFT_MNEMONIC) | DRAFT_OPTIONS },
    { .name = "draft show",
      .operands = "REGISTRY KEY",
      .summary = "one draft, and what the rules say of it now",
      .help = "Judged under the edition in force, not the one it was saved under.\n\n"
              "  dnsreg -e rfc2929 draft show rrtype FOO\n",
      .least = 2,
      .most = 2,
      .run = verb_draft_show },
};

/* The words of `registry`, sorted. */
static const struct verb registry_words[] = {
    { .name = "registry add",
      .operands = "NAME [LOW-HIGH=POLICY...]",
      .summary = "a new registry",
      .help = "NAME is its id: small letters, digits and -. Without ranges all of it is Private Use;\n"
              "codes that no range names are Reserved. \"Private Use\", \"Experimental Use\",\n"
              "\"Reserved\" and \"Closed\" mean what they say; a range under any other policy is open to\n"
              "proposals. At most 256 ranges.\n\n"
              "  dnsreg registry add lab-op --width 8 --title \"Lab operations\" \\\n"
              "    \"0-15=Reserved\" \"16-127=Expert Review\" \"128-255=Private Use\"\n",
      .least = 1,
      .most = ANY_NUMBER,
      .run = verb_registry_add,
      .takes = OPTION_BIT(OPTION_TITLE) | OPTION_BIT(OPTION_WIDTH) },
    { .name = "registry list",
      .operands = "",
      .summary = "your own registries",
      .help = "",
      .run = verb_registry_list },
    { .name = "registry remove",
      .operands = "REGISTRY",
      .summary = "takes one out of every edition",
      .help = "Not while it has drafts. `dnsreg undo` brings it back.\n",
      .least = 1,
      .most = 1,
      .run = verb_registry_remove },
};

/* Sorted by name; help, completion and the explorer's `:` read it. */
static const struct verb verbs[] = {
    { .name = "check",
      .operands = "REGISTRY KEY [MNEMONIC]",
      .summary = "may this code and name be used, and why not",
      .help = "Judges a draft by every rule of the edition in force, and writes nothing. KEY may be\n"
              "`next`, or `tbd` for a proposal that leaves the code to IANA; MNEMONIC `-` leaves the\n"
              "name open. Exit status 1: refused.\n\n"
              "  dnsreg check rrtype 65280 FOO\n"
              "  dnsreg check rrtype 300 FOO --kind proposal\n"
              "  dnsreg -e rfc6195 check class 33000 LAB --kind proposal\n",
      .least = 2,
      .most = 3,
      .run = verb_check,
      .takes = OPTION_BIT(DRAFT_KIND) | OPTION_BIT(DRAFT_CATEGORY) | OPTION_BIT(OPTION_MODIFIES) |
               OPTION_BIT(OPTION_SUBMISSION) },
    { .name = "decode",
      .operands = "[HEX...]",
      .summary = "what a message says, as far as its octets go",
      .help = "Reads the operands as one text, else standard input, in any form people paste: hex with any\n"
              "marks, dumps, arrays of a program, base64, octets as they are. Half a header is a message\n"
              "too. Exit status: 1 the message is cut or malformed, 2 it could not be read at all.\n"
              "--lines and --pcap give a JSON object a line for each message; --pcap on a terminal, without\n"
              "--json, a line of text. Captures are pcap or pcapng: UDP and TCP, ports 53 and 5353; one on\n"
              "standard input is known by its first octets.\n\n"
              "  dnsreg decode 0402 8583 0001 0000 0000 0000\n"
              "  xxd message | dnsreg decode --json\n"
              "  dnsreg decode --pair QUERY RESPONSE\n"
              "  dnsreg decode --lines <messages.hex\n"
              "  dnsreg decode --pcap FILE | jq .summary\n"
              "  tcpdump -w - port 53 | dnsreg decode --pcap -\n",
      .most = ANY_NUMBER,
      .run = verb_decode,
      .takes = OPTION_BIT(OPTION_LINES) | OPTION_BIT(OPTION_PAIR) | OPTION_BIT(OPTION_PCAP) },
    { .name = "diff",
      .operands = "EDITION EDITION [REGISTRY]",
      .summary = "what changed between two editions",
      .help = "Assignments, policy ranges and rules; never free rows. A registry that one edition\n"
              "lacks is one line, its rows only when it is named. Exit status 1: they differ.\n\n"
              "  dnsreg diff rfc6195 iana\n"
              "  dnsreg diff rfc6195 rfc6895 rcode\n",
      .least = 2,
      .most = 3,
      .run = verb_diff },
    { .name = "draft",
      .operands = "WORD ...",
      .summary = "your own rows: drafts of codes",
      .help = "A private draft holds a code that is free for anyone's private use; a proposal is an\n"
              "application to IANA that is being written. Every change is judged by the rules of the\n"
              "edition in force, logged, and can be undone. `dnsreg help draft WORD` says more.\n",
      .words = draft_words,
      .n_words = sizeof draft_words / sizeof *draft_words },
    { .name = "editions",
      .operands = "",
      .summary = "the editions, and what they cover",
      .help = "An edition is the registries and rules as one document, or IANA on one date, gives\n"
              "them. `-e ID` puts one in force for any verb; without it, iana is.\n",
      .run = verb_editions },
    { .name = "encode",
      .operands = "FIELD[=VALUE]...",
      .summary = "a header, or a whole query, as hex",
      .help =
          "Fields as the header names them, by number or by name; a flag or an RCODE may stand alone.\n"
          "flags= is the whole word. qname= qtype= qclass= make a question; edns=VERSION, size=,\n"
          "ednsflags=, option=CODE[:HEX], do and names of options an OPT. An RCODE above 15 needs one.\n\n"
          "  dnsreg encode id=0x0402 qr aa rd ra nxdomain qdcount=1\n"
          "  dnsreg encode opcode=update zocount=1\n"
          "  dnsreg encode qr edns=0 rcode=badcookie\n"
          "  dnsreg encode rd qname=example.com qtype=HTTPS edns=0 do nsid\n"
          "  dnsreg encode qname=example.com edns=1 ednsflags=0x40 option=100:00ff\n",
      .least = 1,
      .most = ANY_NUMBER,
      .run = verb_encode },
    { .name = "help",
      .operands = "[VERB [WORD]]",
      .summary = "what a verb does, or this list",
      .help = "  dnsreg help what\n"
              "  dnsreg help draft add\n",
      .most = 2,
      .run = verb_help },
    { .name = "list",
      .operands = "[REGISTRY]",
      .summary = "the registries, or every row of one",
      .help = "Rows of numbers tile the whole space: free codes stand as rows, cut at every edge of a\n"
              "policy. REGISTRY is a short id, IANA's id, or a title.\n\n"
              "  dnsreg list\n"
              "  dnsreg list rrtype | grep free\n"
              "  dnsreg -e rfc2929 list class\n",
      .most = 1,
      .run = verb_list },
    { .name = "log",
      .operands = "[N]",
      .summary = "what was changed, newest first",
      .help = "Who changed which draft when, as it was before and after; N: only the newest N rows.\n"
              "`undo 12` and `redo 12` took back and did again action 12.\n\n"
              "  dnsreg log 5 --json\n",
      .most = 1,
      .run = verb_log },
    { .name = "mask",
      .operands = "NUMBER",
      .summary = "which header fields a mask of the flags touches",
      .help = "With how far to shift, and what people get wrong with such a mask.\n\n"
              "  dnsreg mask 0x7800\n"
              "  dnsreg mask 0x0080\n",
      .least = 1,
      .most = 1,
      .run = verb_mask },
    { .name = "redo",
      .operands = "[N]",
      .summary = "does again what was undone last",
      .help = "N actions; 1 without, other people's too. A new change ends it.\n",
      .most = 1,
      .run = verb_redo },
    { .name = "registry",
      .operands = "WORD ...",
      .summary = "registries of your own",
      .help = "For the codes of a private protocol: they stand in every edition, and hold drafts under\n"
              "the same rules as all others.\n",
      .words = registry_words,
      .n_words = sizeof registry_words / sizeof *registry_words },
    { .name = "search",
      .operands = "TEXT...",
      .summary = "records that say the text anywhere",
      .help = "Names first, then meanings, then references and notes.\n\n"
              "  dnsreg search delegation\n",
      .least = 1,
      .most = ANY_NUMBER,
      .run = verb_search },
    { .name = "shell",
      .operands = "",
      .summary = "the verbs at a prompt: history, completion",
      .help = "Tab completes, `exit` or ^D leaves. Options before `shell` hold for every line, those on\n"
              "a line for that line. Without a terminal it runs the lines of standard input; # begins\n"
              "a comment; a line has 1 MiB at most; the exit status is the highest of all lines.\n\n"
              "  dnsreg -e rfc6195 shell\n"
              "  printf 'what 65\\nshow rcode 16\\n' | dnsreg shell\n",
      .run = verb_shell,
      .own_terminal = true },
    { .name = "show",
      .operands = "REGISTRY KEY",
      .summary = "one code: range, policy, references, history",
      .help = "A code that stands twice, as RCODE 16 does, is shown twice.\n\n"
              "  dnsreg show rrtype HTTPS\n"
              "  dnsreg show rcode 16\n"
              "  dnsreg show underscored SRV/_tcp\n",
      .least = 2,
      .most = 2,
      .run = verb_show },
    { .name = "undo",
      .operands = "[N]",
      .summary = "takes back the newest change",
      .help = "N actions; 1 without. It takes whatever changed the file last, other people's work too, and\n"
              "says whose it was and when; `dnsreg log` shows it before. It is logged as an action of its\n"
              "own, and is refused if what came since forbids it.\n",
      .most = 1,
      .run = verb_undo },
    { .name = "what",
      .operands = "WORD...",
      .summary = "what a word or number means in every registry",
      .help = "Takes codes, mnemonics, bit names, a flags word, rfc8914, bcp42, drafts, a status, a\n"
              "policy, names below special ones, and free text last. A registry and a code in it\n"
              "is asked as `rcode 23`.\n\n"
              "  dnsreg what 65\n"
              "  dnsreg what nxdomain\n"
              "  dnsreg what 0x8583\n"
              "  dnsreg what printer.local\n"
              "  dnsreg what \"Expert Review\"\n",
      .least = 1,
      .most = ANY_NUMBER,
      .run = verb_what },
};
const struct verb_table all_verbs = { verbs, sizeof verbs / sizeof *verbs };
