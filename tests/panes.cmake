# Tests of the panes without the app, and of the lines that are typed in them and in the shell.
dnsreg_test(test_split unit/test_split.c base)
dnsreg_test(test_history unit/test_history.c unit/sandbox.c line base)
dnsreg_test(test_complete unit/test_complete.c unit/real.c cli store registry base)
dnsreg_test(test_pane_search unit/test_pane_search.c unit/pane_driver.c unit/real.c search store registry base)
# it counts how often the registries are asked
target_link_options(test_pane_search PRIVATE "-Wl,--wrap=query_what")
dnsreg_test(test_panes unit/test_panes.c unit/pane_driver.c unit/real.c browse search lab changes edit common cli store registry base)
dnsreg_test(test_pane_mouse unit/test_pane_mouse.c unit/pane_driver.c unit/real.c browse search lab changes edit common store registry base)
dnsreg_test(test_edit_form unit/test_edit_form.c unit/real.c edit store registry base)
dnsreg_test(test_form_merge unit/test_form_merge.c unit/real.c edit store registry base)
dnsreg_test(test_app_capture unit/test_app_capture.c unit/app_driver.c unit/packets.c unit/sandbox.c app cli store registry base)
dnsreg_test(test_app_file unit/test_app_file.c unit/app_driver.c unit/sandbox.c app cli store registry base
  PkgConfig::SQLITE)
dnsreg_test(test_app_keep unit/test_app_keep.c unit/app_driver.c unit/sandbox.c app cli store registry base)
dnsreg_test(test_scale scale/test_scale.c scale/files.c unit/sandbox.c app cli store registry base PkgConfig::SQLITE)
target_compile_definitions(test_scale PRIVATE _DEFAULT_SOURCE) # wait4
set_tests_properties(test_scale PROPERTIES COST 100 LABELS one_compiler)
dnsreg_test(test_lab_state unit/test_lab_state.c lab dns base)
dnsreg_test(test_pane_lab unit/test_pane_lab.c unit/pane_driver.c unit/real.c lab store registry base)
dnsreg_test(test_shell unit/test_shell.c unit/sandbox.c base)
set(typing test_scale test_app_capture test_app_file test_app_keep test_pane_search test_panes test_pane_mouse test_edit_form test_pane_lab
  test_form_merge)

if(TARGET pty_harness)
  dnsreg_test(test_shell_typed pty/test_shell_typed.c unit/sandbox.c pty_harness base)
  dnsreg_test(test_capture_shown pty/test_capture_shown.c unit/packets.c unit/sandbox.c pty_harness base)
  list(APPEND typing test_shell_typed test_capture_shown)
endif()

set_tests_properties(${typing} PROPERTIES
  ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_CURRENT_LIST_DIR}/lsan.supp:print_suppressions=0")
