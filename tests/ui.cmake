# Tests of text, keys, lines, screens and the terminal. Included from tests/CMakeLists.txt, which finds cmocka and vterm.
foreach(name text key line list screen frame)
  add_executable(test_${name} ${CMAKE_CURRENT_LIST_DIR}/unit/test_${name}.c)
  target_link_libraries(test_${name} PRIVATE house term kit line base PkgConfig::CMOCKA)
  add_test(NAME unit_${name} COMMAND test_${name})
endforeach()

add_executable(term_demo ${CMAKE_CURRENT_LIST_DIR}/pty/demo.c)
target_link_libraries(term_demo PRIVATE house term)

add_library(pty_harness STATIC ${CMAKE_CURRENT_LIST_DIR}/pty/harness.c)
target_compile_definitions(pty_harness PRIVATE _GNU_SOURCE)
target_link_libraries(pty_harness PUBLIC PkgConfig::VTERM util PRIVATE house)

add_executable(test_term ${CMAKE_CURRENT_LIST_DIR}/pty/test_term.c)
target_compile_definitions(test_term PRIVATE _GNU_SOURCE)
target_link_libraries(test_term PRIVATE house pty_harness term kit PkgConfig::CMOCKA)
add_test(NAME pty_term COMMAND test_term $<TARGET_FILE:term_demo>)
set_target_properties(test_text test_key test_line test_list test_screen test_frame term_demo test_term PROPERTIES
  RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
set_tests_properties(unit_line pty_term PROPERTIES
  ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_CURRENT_LIST_DIR}/lsan.supp:print_suppressions=0")
