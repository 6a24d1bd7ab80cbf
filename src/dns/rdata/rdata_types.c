/* The fields of each type, as the document that gives its format names them. The mnemonic in front is for who
 * reads this table: names of types come from the registry. */
#include "dns/rdata/rdata_kinds.h"

#define TYPE(mnemonic, type, section, ...)                                                                   \
    {                                                                                                        \
        type, false, section,                                                                                \
        {                                                                                                    \
            __VA_ARGS__                                                                                      \
        }                                                                                                    \
    }
#define INTERNET(mnemonic, type, section, ...)                                                               \
    {                                                                                                        \
        type, true, section,                                                                                 \
        {                                                                                                    \
            __VA_ARGS__                                                                                      \
        }                                                                                                    \
    }
#define FIELD(name, kind)                                                                                    \
    {                                                                                                        \
        name, &kind_##kind, NULL                                                                             \
    }
#define CODE(name, kind, registry)                                                                           \
    {                                                                                                        \
        name, &kind_##kind, registry                                                                         \
    }

#define DS_FIELDS                                                                                            \
    FIELD("key tag", u16), CODE("algorithm", u8, "dnssec-alg"), CODE("digest type", u8, "ds-digest"),        \
        FIELD("digest", hex_rest)
#define KEY_FIELDS                                                                                           \
    FIELD("flags", u16), CODE("protocol", u8, "key-protocol"), CODE("algorithm", u8, "dnssec-alg"),          \
        FIELD("public key", base64_perhaps)
#define DNSKEY_FIELDS                                                                                        \
    CODE("flags", u16, "dnskey-flag"), CODE("protocol", u8, "key-protocol"),                                 \
        CODE("algorithm", u8, "dnssec-alg"), FIELD("public key", base64_rest)
#define TLSA_FIELDS                                                                                          \
    CODE("certificate usage", u8, "tlsa-usage"), CODE("selector", u8, "tlsa-selector"),                      \
        CODE("matching type", u8, "tlsa-matching"), FIELD("certificate association data", hex_rest)
#define SVCB_FIELDS                                                                                          \
    FIELD("SvcPriority", u16), FIELD("TargetName", name_plain), CODE("SvcParams", parameters, "svcb-param")
#define SIG_FIELDS(signer)                                                                                   \
    CODE("type covered", code16, "rrtype"), CODE("algorithm", u8, "dnssec-alg"), FIELD("labels", u8),        \
        FIELD("original TTL", u32), FIELD("signature expiration", time), FIELD("signature inception", time), \
        FIELD("key tag", u16), FIELD("signer's name", signer), FIELD("signature", base64_rest)

const struct rdata_type rdata_types[] = {
    INTERNET(A, 1, "RFC 1035 3.4.1", FIELD("ADDRESS", ipv4)),
    TYPE(NS, 2, "RFC 1035 3.3.11", FIELD("NSDNAME", name)),
    TYPE(MD, 3, "RFC 1035 3.3.4", FIELD("MADNAME", name)),
    TYPE(MF, 4, "RFC 1035 3.3.5", FIELD("MADNAME", name)),
    TYPE(CNAME, 5, "RFC 1035 3.3.1", FIELD("CNAME", name)),
    TYPE(SOA, 6, "RFC 1035 3.3.13", FIELD("MNAME", name), FIELD("RNAME", name), FIELD("SERIAL", u32),
         FIELD("REFRESH", u32), FIELD("RETRY", u32), FIELD("EXPIRE", u32), FIELD("MINIMUM", u32)),
    TYPE(MB, 7, "RFC 1035 3.3.3", FIELD("MADNAME", name)),
    TYPE(MG, 8, "RFC 1035 3.3.6", FIELD("MGMNAME", name)),
    TYPE(MR, 9, "RFC 1035 3.3.8", FIELD("NEWNAME", name)),
    TYPE(NULL, 10, "RFC 1035 3.3.10", FIELD("anything", anything)),
    INTERNET(WKS, 11, "RFC 1035 3.4.2", FIELD("ADDRESS", ipv4), FIELD("PROTOCOL", u8),
             FIELD("BIT MAP", ports)),
    TYPE(PTR, 12, "RFC 1035 3.3.12", FIELD("PTRDNAME", name)),
    TYPE(HINFO, 13, "RFC 1035 3.3.2", FIELD("CPU", string), FIELD("OS", string)),
    TYPE(MINFO, 14, "RFC 1035 3.3.7", FIELD("RMAILBX", name), FIELD("EMAILBX", name)),
    TYPE(MX, 15, "RFC 1035 3.3.9", FIELD("PREFERENCE", u16), FIELD("EXCHANGE", name)),
    TYPE(TXT, 16, "RFC 1035 3.3.14", FIELD("TXT-DATA", strings)),
    TYPE(RP, 17, "RFC 1183 2.2", FIELD("mbox-dname", name_old), FIELD("txt-dname", name_old)),
    TYPE(AFSDB, 18, "RFC 1183 1", CODE("subtype", u16, "afsdb"), FIELD("hostname", name_old)),
    TYPE(X25, 19, "RFC 1183 3.1", FIELD("PSDN-address", string)),
    TYPE(ISDN, 20, "RFC 1183 3.2", FIELD("ISDN-address", string), FIELD("sa", string_perhaps)),
    TYPE(RT, 21, "RFC 1183 3.3", FIELD("preference", u16), FIELD("intermediate-host", name_old)),
    INTERNET(NSAP, 22, "RFC 1706 5", FIELD("NSAP", nsap)),
    INTERNET(NSAP_PTR, 23, "RFC 1706 6", FIELD("PTRDNAME", name_plain)),
    TYPE(SIG, 24, "RFC 2535 4.1", SIG_FIELDS(name_old)),
    TYPE(KEY, 25, "RFC 2535 3.1", KEY_FIELDS),
    INTERNET(PX, 26, "RFC 2163 4", FIELD("PREFERENCE", u16), FIELD("MAP822", name_old),
             FIELD("MAPX400", name_old)),
    TYPE(GPOS, 27, "RFC 1712 3", FIELD("LONGITUDE", string), FIELD("LATITUDE", string),
         FIELD("ALTITUDE", string)),
    INTERNET(AAAA, 28, "RFC 3596 2.2", FIELD("ADDRESS", ipv6)),
    TYPE(LOC, 29, "RFC 1876 2", FIELD("location", location)),
    TYPE(NXT, 30, "RFC 2535 5.2", FIELD("next domain name", name_old), FIELD("type bit map", types_old)),
    TYPE(EID, 31, "draft-ietf-nimrod-dns-00 2", FIELD("endpoint identifier", hex_rest)),
    TYPE(NIMLOC, 32, "draft-ietf-nimrod-dns-00 2", FIELD("locator", hex_rest)),
    INTERNET(SRV, 33, "RFC 2782", FIELD("Priority", u16), FIELD("Weight", u16), FIELD("Port", u16),
             FIELD("Target", name_old)),
    INTERNET(ATMA, 34, "af-dans-0152.000", FIELD("address", atma)),
    INTERNET(NAPTR, 35, "RFC 3403 4.1", FIELD("ORDER", u16), FIELD("PREFERENCE", u16), FIELD("FLAGS", string),
             FIELD("SERVICES", string), FIELD("REGEXP", string), FIELD("REPLACEMENT", name_old)),
    INTERNET(KX, 36, "RFC 2230 3.1", FIELD("PREFERENCE", u16), FIELD("EXCHANGER", name_plain)),
    TYPE(CERT, 37, "RFC 4398 2", CODE("type", code16, "cert-type"), FIELD("key tag", u16),
         CODE("algorithm", u8, "dnssec-alg"), FIELD("certificate", base64_rest)),
    INTERNET(A6, 38, "RFC 2874 3.1", FIELD("prefix length", u8), FIELD("address suffix", suffix),
             FIELD("prefix name", prefix_name)),
    TYPE(DNAME, 39, "RFC 6672 2.1", FIELD("target", name_plain)),
    TYPE(SINK, 40, "draft-eastlake-kitchen-sink-02 2", FIELD("meaning", u8), FIELD("coding", u8),
         FIELD("subcoding", u8), FIELD("data", base64_perhaps)),
    TYPE(OPT, 41, "RFC 6891 6.1.2", CODE("option", options, "edns-option")),
    INTERNET(APL, 42, "RFC 3123 4", FIELD("apitem", prefixes)),
    TYPE(DS, 43, "RFC 4034 5.1", DS_FIELDS),
    TYPE(SSHFP, 44, "RFC 4255 3.1", CODE("algorithm", u8, "sshfp-alg"),
         CODE("fingerprint type", u8, "sshfp-hash"), FIELD("fingerprint", hex_rest)),
    INTERNET(IPSECKEY, 45, "RFC 4025 2.1", FIELD("precedence", u8),
             CODE("gateway type", u8, "ipseckey-gateway"), CODE("algorithm", u8, "ipseckey-alg"),
             FIELD("gateway", gateway), FIELD("public key", base64_perhaps)),
    TYPE(RRSIG, 46, "RFC 4034 3.1", SIG_FIELDS(name_plain)),
    TYPE(NSEC, 47, "RFC 4034 4.1", FIELD("next domain name", name_plain), FIELD("type bit maps", types)),
    TYPE(DNSKEY, 48, "RFC 4034 2.1", DNSKEY_FIELDS),
    INTERNET(DHCID, 49, "RFC 4701 3.1", CODE("DHCID", dhcid, "dhcid-id")),
    TYPE(NSEC3, 50, "RFC 5155 3.2", CODE("hash algorithm", u8, "nsec3-hash"), CODE("flags", u8, "nsec3-flag"),
         FIELD("iterations", u16), FIELD("salt", salt), FIELD("next hashed owner name", hash32),
         FIELD("type bit maps", types)),
    TYPE(NSEC3PARAM, 51, "RFC 5155 4.2", CODE("hash algorithm", u8, "nsec3-hash"),
         CODE("flags", u8, "nsec3param-flag"), FIELD("iterations", u16), FIELD("salt", salt)),
    TYPE(TLSA, 52, "RFC 6698 2.1", TLSA_FIELDS),
    TYPE(SMIMEA, 53, "RFC 8162 2", TLSA_FIELDS),
    TYPE(HIP, 55, "RFC 8005 5", FIELD("HIT length", length8), CODE("PK algorithm", u8, "ipseckey-alg"),
         FIELD("PK length", length16), FIELD("HIT", hit), FIELD("public key", hip_key),
         FIELD("rendezvous server", names_plain)),
    TYPE(NINFO, 56, "draft-reid-dnsext-zs-01 3", FIELD("ZS-DATA", strings)),
    TYPE(RKEY, 57, "draft-reid-dnsext-rkey-00 3", FIELD("flags", u16), FIELD("protocol", u8),
         CODE("algorithm", u8, "dnssec-alg"), FIELD("public key", base64_rest)),
    TYPE(TALINK, 58, "draft-wijngaards-dnsop-trust-history-02", FIELD("start or previous", name_plain),
         FIELD("end or next", name_plain)),
    TYPE(CDS, 59, "RFC 7344 3.1", DS_FIELDS),
    TYPE(CDNSKEY, 60, "RFC 7344 3.2", DNSKEY_FIELDS),
    TYPE(OPENPGPKEY, 61, "RFC 7929 2.1", FIELD("public key", base64_rest)),
    TYPE(CSYNC, 62, "RFC 7477 2.1", FIELD("SOA serial", u32), CODE("flags", u16, "csync-flag"),
         FIELD("type bit map", types)),
    TYPE(ZONEMD, 63, "RFC 8976 2.2", FIELD("serial", u32), CODE("scheme", u8, "zonemd-scheme"),
         CODE("hash algorithm", u8, "zonemd-hash"), FIELD("digest", hex_rest)),
    INTERNET(SVCB, 64, "RFC 9460 2.2", SVCB_FIELDS),
    INTERNET(HTTPS, 65, "RFC 9460 9", SVCB_FIELDS),
    TYPE(DSYNC, 66, "RFC 9859 2.1", CODE("RRtype", code16, "rrtype"), CODE("scheme", code8, "dsync"),
         FIELD("port", u16), FIELD("target", name_plain)),
    TYPE(HHIT, 67, "RFC 9886 5.1", FIELD("HHIT", base64_rest)),
    TYPE(BRID, 68, "RFC 9886 5.2", FIELD("BRID", base64_rest)),
    TYPE(SPF, 99, "RFC 4408 3.1.1", FIELD("TXT-DATA", strings)),
    TYPE(NID, 104, "RFC 6742 2.1", FIELD("Preference", u16), FIELD("NodeID", locator64)),
    TYPE(L32, 105, "RFC 6742 2.2", FIELD("Preference", u16), FIELD("Locator32", ipv4)),
    TYPE(L64, 106, "RFC 6742 2.3", FIELD("Preference", u16), FIELD("Locator64", locator64)),
    TYPE(LP, 107, "RFC 6742 2.4", FIELD("Preference", u16), FIELD("FQDN", name_plain)),
    TYPE(EUI48, 108, "RFC 7043 3", FIELD("address", eui48)),
    TYPE(EUI64, 109, "RFC 7043 4", FIELD("address", eui64)),
    TYPE(TKEY, 249, "RFC 2930 2", FIELD("Algorithm", name_plain), FIELD("Inception", time),
         FIELD("Expiration", time), FIELD("Mode", u16), CODE("Error", tkey_error, "rcode"),
         FIELD("Key Size", u16), FIELD("Key Data", tkey_key), FIELD("Other Size", u16),
         FIELD("Other Data", other)),
    TYPE(TSIG, 250, "RFC 8945 4.2", FIELD("Algorithm Name", name_plain), FIELD("Time Signed", u48),
         FIELD("Fudge", u16), FIELD("MAC Size", u16), FIELD("MAC", mac), FIELD("Original ID", u16),
         CODE("Error", tsig_error, "rcode"), FIELD("Other Len", u16), FIELD("Other Data", other)),
    TYPE(URI, 256, "RFC 7553 4.5", FIELD("Priority", u16), FIELD("Weight", u16), FIELD("Target", text_rest)),
    TYPE(CAA, 257, "RFC 8659 4.1", FIELD("Flags", u8), FIELD("Tag", tag), FIELD("Value", text_rest)),
    TYPE(AVC, 258, "RFC 1035 3.3.14", FIELD("AVC-DATA", strings)),
    TYPE(DOA, 259, "draft-durand-doa-over-dns-02 3", FIELD("DOA-ENTERPRISE", u32), FIELD("DOA-TYPE", u32),
         FIELD("DOA-LOCATION", u8), FIELD("DOA-MEDIA-TYPE", string), FIELD("DOA-DATA", base64_dash)),
    TYPE(AMTRELAY, 260, "RFC 8777 4.2", FIELD("precedence", u8), FIELD("D and type", relay_type),
         FIELD("relay", relay)),
    TYPE(RESINFO, 261, "RFC 9606 4", FIELD("TXT-DATA", strings)),
    TYPE(WALLET, 262, "RFC 1035 3.3.14", FIELD("WALLET-DATA", strings)),
    TYPE(CLA, 263, "draft-johnson-dns-ipn-cla-07", FIELD("CLA", strings)),
    TYPE(IPN, 264, "draft-johnson-dns-ipn-cla-07", FIELD("CBHE node number", u64)),
    TYPE(TA, 32768, "INI1999-19", DS_FIELDS),
    TYPE(DLV, 32769, "RFC 4431 2", DS_FIELDS),
};
const size_t n_rdata_types = sizeof rdata_types / sizeof *rdata_types;
