#include "exchange/capture.h"

#include "base/memory.h"
#include "base/place.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

/* ---- libpcap ----
 * Its header is not needed to build: these five functions and this struct are its ABI since libpcap 0.9. */

enum { PCAP_ERROR_OCTETS = 256 };

struct pcap_packet {
    struct timeval time;
    uint32_t there, wire; /* octets */
};

struct pcap;

struct pcap_library {
    void *handle;
    struct pcap *(*fopen_offline)(FILE *file, char *error); /* the file is its own from then on */
    int (*next_ex)(struct pcap *pcap, struct pcap_packet **packet, const unsigned char **octets);
    int (*datalink)(struct pcap *pcap);
    char *(*geterr)(struct pcap *pcap);
    void (*close)(struct pcap *pcap);
};

static bool load_function(void *handle, const char *name, void *function)
{
    void *found = dlsym(handle, name);
    memcpy(function, &found, sizeof found); /* POSIX: a pointer to a function is kept in one to an object */
    return found != NULL;
}

static bool load_library(struct pcap_library *library, struct err *err)
{
    library->handle = dlopen("libpcap.so.0.8", RTLD_NOW | RTLD_LOCAL);
    if (!library->handle)
        library->handle = dlopen("libpcap.so.1", RTLD_NOW | RTLD_LOCAL);
    if (library->handle &&
        load_function(library->handle, "pcap_fopen_offline", (void *)&library->fopen_offline) &&
        load_function(library->handle, "pcap_next_ex", (void *)&library->next_ex) &&
        load_function(library->handle, "pcap_datalink", (void *)&library->datalink) &&
        load_function(library->handle, "pcap_geterr", (void *)&library->geterr) &&
        load_function(library->handle, "pcap_close", (void *)&library->close))
        return true;

    return err_set(err, ERR_ENV, "captures are read by libpcap, which is not there: install libpcap0.8");
}

/* The link layers of capture files that are read here. */
static const struct {
    int datalink;
    enum frame_link link;
} links[] = {
    { 0, FRAME_LOOPBACK },                    /* NULL */
    { 1, FRAME_ETHERNET },  { 12, FRAME_IP }, /* RAW, whose number differs between systems */
    { 14, FRAME_IP },       { 101, FRAME_IP }, { 108, FRAME_LOOPBACK }, /* LOOP */
    { 113, FRAME_COOKED },  { 228, FRAME_IP },                          /* IPV4 */
    { 229, FRAME_IP },                                                  /* IPV6 */
    { 276, FRAME_COOKED2 },
};

/* ---- captures ---- */

struct capture {
    struct pcap_library library;
    struct pcap *pcap;
    FILE *file; /* the one that libpcap reads, and closes */
    enum frame_link link;
    struct flow *flow;
    uint64_t read, total;
};

/* Who reads to a damaged place has bad input; who is not given the octets has another trouble. */
static enum err_kind kind_of_failure(FILE *file)
{
    return ferror(file) ? ERR_ENV : ERR_USAGE;
}

/* The file; NULL with err. What is none is not waited for: a FIFO would stop whoever opens it. */
static FILE *file_of(struct capture *capture, const char *path, struct err *err)
{
    const char *instead;
    struct stat status;
    FILE *file;

    if (strcmp(path, "-") == 0)
        return stdin;

    int fd = place_open(path, O_RDONLY, &instead);
    if (instead) {
        (void)err_set(err, ERR_USAGE, "%s: no regular file; a pipe is read by decode --pcap -", path);
    } else if (fd < 0 || fstat(fd, &status) != 0) {
        (void)err_set(err, ERR_USAGE, "%s: no capture that can be read: %s", path, strerror(errno));
    } else if ((file = fdopen(fd, "r")) != NULL) {
        capture->total = (uint64_t)status.st_size;
        return file;
    } else {
        (void)err_set(err, ERR_ENV, "%s: %s", path, strerror(errno));
    }

    if (fd >= 0)
        (void)close(fd);
    return NULL;
}

static const char *name_of(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static bool open_file(struct capture *capture, const char *path, struct err *err)
{
    char why[PCAP_ERROR_OCTETS] = "";
    if (!load_library(&capture->library, err))
        return false;

    FILE *file = file_of(capture, path, err);
    if (!file)
        return false;
    capture->pcap = capture->library.fopen_offline(file, why);
    if (!capture->pcap) {
        (void)err_set(err, kind_of_failure(file), "%s: no capture that can be read: %s", name_of(path), why);
        if (file != stdin)
            (void)fclose(file);
        return false;
    }

    capture->file = file;
    int datalink = capture->library.datalink(capture->pcap);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (links[i].datalink == datalink) {
            capture->link = links[i].link;
            return true;
        }

    return err_set(err, ERR_USAGE,
                   "%s: packets of link layer %d are not read; Ethernet, raw IP, loopback and "
                   "Linux cooked are",
                   name_of(path), datalink);
}

struct capture *capture_open(const char *path, flow_each *each, void *context, struct err *err)
{
    struct capture *capture = memory_take(sizeof *capture);
    if (!open_file(capture, path, err)) {
        capture_close(capture);
        return NULL;
    }
    capture->flow = flow_new(each, context);
    return capture;
}

enum capture_step capture_next(struct capture *capture, struct err *err)
{
    enum { FILE_HEADER = 24, PACKET_HEADER = 16 };

    enum { READ = 1, ENDED = -2 };
    struct pcap_packet *packet;
    const unsigned char *octets;
    const int got = capture->library.next_ex(capture->pcap, &packet, &octets);
    if (got != READ)
        flow_end(capture->flow);
    if (got == ENDED)
        return CAPTURE_END;
    if (got != READ) {
        (void)err_set(err, kind_of_failure(capture->file),
                      ferror(capture->file) ? "the capture cannot be read behind packet %llu: %s"
                                            : "the capture is damaged behind packet %llu: %s",
                      (unsigned long long)flow_counts(capture->flow)->packets,
                      capture->library.geterr(capture->pcap));
        return CAPTURE_FAILED;
    }
    capture->read += PACKET_HEADER + packet->there + (capture->read == 0 ? FILE_HEADER : 0);
    flow_packet(
        capture->flow, capture->link, octets, packet->there,
        (struct flow_time){ .seconds = packet->time.tv_sec, .microseconds = (uint32_t)packet->time.tv_usec });
    return CAPTURE_MORE;
}

const struct flow_counts *capture_counts(const struct capture *capture)
{
    return flow_counts(capture->flow);
}

uint64_t capture_progress(const struct capture *capture, uint64_t *total)
{
    *total = capture->total;
    return capture->total > 0 && capture->read > capture->total ? capture->total : capture->read;
}

void capture_close(struct capture *capture)
{
    if (!capture)
        return;

    if (capture->flow)
        flow_free(capture->flow);
    if (capture->pcap)
        capture->library.close(capture->pcap);
    if (capture->library.handle)
        (void)dlclose(capture->library.handle);
    free(capture);
}
