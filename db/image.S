    .section .rodata
    .balign 4096
    .global image_begin, image_end
image_begin:
    .incbin IMAGE
image_end:
    .global image_stamp
image_stamp:
    .incbin IMAGE_STAMP
    .byte 0
    .global image_schema
image_schema:
    .incbin SCHEMAS
    .balign 4096
    .global library_begin, library_end
library_begin:
    .incbin LIBRARY
library_end:
    .section .note.GNU-stack, "", %progbits
