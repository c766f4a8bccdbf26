/* Copy on write, for SPIN: the steps and invariants of cow.pspec. One process whose
   choices are the actions, each a d_step, so that one action is one transition. TASKS
   (2 to 5), PAGES (2 to 4) and VALUES come from the command line. */
#define NONE PAGES

#define TASK_2(f) f(0) f(1)
#define TASK_3(f) TASK_2(f) f(2)
#define TASK_4(f) TASK_3(f) f(3)
#define TASK_5(f) TASK_4(f) f(4)
#define OTHER_2(f, t) f(t, 0) f(t, 1)
#define OTHER_3(f, t) OTHER_2(f, t) f(t, 2)
#define OTHER_4(f, t) OTHER_3(f, t) f(t, 3)
#define OTHER_5(f, t) OTHER_4(f, t) f(t, 4)
#define PAGE_2(f, t) f(t, 0) f(t, 1)
#define PAGE_3(f, t) PAGE_2(f, t) f(t, 2)
#define PAGE_4(f, t) PAGE_3(f, t) f(t, 3)
#define PASTE(a, b) a##b
#define LIST(name, count) PASTE(name, count)

byte maps[TASKS] = NONE;
bool writable[TASKS] = false;
byte expected[TASKS] = 0;
byte mapped[PAGES] = 0;
byte content[PAGES] = 0;

#define READS(t) && (maps[t] == NONE || content[maps[t]] == expected[t])
#define ALONE(t) && (!writable[t] || (maps[t] != NONE && mapped[maps[t]] == 1))
#define MAPS(p, t) + (maps[t] == p)
#define COUNTED(p) && mapped[p] == (0 LIST(OTHER_, TASKS)(MAPS, p))
#define EACH_PAGE_2(f) f(0) f(1)
#define EACH_PAGE_3(f) EACH_PAGE_2(f) f(2)
#define EACH_PAGE_4(f) EACH_PAGE_3(f) f(3)

inline check() {
  assert(true LIST(TASK_, TASKS)(READS));
  assert(true LIST(TASK_, TASKS)(ALONE));
  assert(true LIST(EACH_PAGE_, PAGES)(COUNTED))
}

#define WITH_PAGE(t, p) \
  :: d_step { maps[t] == NONE && mapped[p] == 0 -> \
       maps[t] = p; writable[t] = true; mapped[p] = 1; check() } \
  :: d_step { !writable[t] && mapped[p] == 0 && maps[t] != NONE && mapped[maps[t]] > 1 -> \
       mapped[maps[t]] = mapped[maps[t]] - 1; mapped[p] = 1; \
       content[p] = content[maps[t]]; maps[t] = p; writable[t] = true; check() }

#define WITH_TASK(t, u) \
  :: d_step { maps[u] == NONE && maps[t] != NONE -> \
       maps[u] = maps[t]; mapped[maps[t]] = mapped[maps[t]] + 1; \
       expected[u] = expected[t]; writable[t] = false; check() }

#define TASK(t) \
  LIST(PAGE_, PAGES)(WITH_PAGE, t) \
  LIST(OTHER_, TASKS)(WITH_TASK, t) \
  :: d_step { writable[t] && maps[t] != NONE -> \
       content[maps[t]] = (content[maps[t]] + 3) % VALUES; \
       expected[t] = content[maps[t]]; check() } \
  :: d_step { !writable[t] && maps[t] != NONE && mapped[maps[t]] == 1 -> \
       writable[t] = true; check() } \
  :: d_step { maps[t] != NONE -> \
       writable[t] = false; expected[t] = 0; \
       mapped[maps[t]] = mapped[maps[t]] - 1; \
       content[maps[t]] = (mapped[maps[t]] == 0 -> 0 : content[maps[t]]); \
       maps[t] = NONE; check() }

active proctype mm() {
  do
  LIST(TASK_, TASKS)(TASK)
  od
}
