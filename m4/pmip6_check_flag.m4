dnl SPDX-License-Identifier: MIT
dnl PMIP6_CHECK_FLAG(FLAG): adds FLAG to PMIP6_WARNINGS where the compiler has it.
AC_DEFUN([PMIP6_CHECK_FLAG], [
    AC_MSG_CHECKING([for $1])
    pmip6_save_CFLAGS=$CFLAGS
    CFLAGS="$CFLAGS $1 -Werror"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[]], [[]])],
        [AC_MSG_RESULT([yes]); PMIP6_WARNINGS="$PMIP6_WARNINGS $1"],
        [AC_MSG_RESULT([no])])
    CFLAGS=$pmip6_save_CFLAGS
])
