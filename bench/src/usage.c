/* Runs a command and writes what it used, with all its children, to a file, as one line:
   user seconds, system seconds, wall seconds, peak resident bytes.
     usage FILE LIMIT COMMAND...
   The command is stopped by an alarm after LIMIT seconds. It ends with the status of the
   command, 124 if a signal ended it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t) { return t.tv_sec + t.tv_usec / 1e6; }

int main(int argc, char **argv) {
  struct timespec from, to;
  struct rusage used;
  int status = 0;
  if (argc < 4) return 127;
  clock_gettime(CLOCK_MONOTONIC, &from);
  pid_t child = fork();
  if (child == 0) {
    alarm((unsigned)atoi(argv[2]));
    execvp(argv[3], argv + 3);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &used) < 0) return 127;
  clock_gettime(CLOCK_MONOTONIC, &to);
  FILE *file = fopen(argv[1], "w");
  if (file == NULL) return 127;
  double wall = (to.tv_sec - from.tv_sec) + (to.tv_nsec - from.tv_nsec) / 1e9;
  fprintf(file, "%.6f %.6f %.6f %ld\n", seconds(used.ru_utime), seconds(used.ru_stime), wall,
          used.ru_maxrss * 1024L);
  fclose(file);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 124;
}
