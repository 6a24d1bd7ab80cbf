    .section .rodata
    .balign 4096
    .global image_begin, image_end
image_begin:
    .incbin IMAGE
image_end:
    .section .note.GNU-stack, "", %progbits
