/* German's cache protocol, for SPIN: the steps and invariants of models/german/german.pspec,
   variant protocol. One process whose choices are the actions, each a d_step, so that
   one action is one transition; single variables rather than arrays, which SPIN packs
   better. NODES (2 to 6) comes from the command line. */
#define INVALID 0
#define SHARED 1
#define EXCLUSIVE 2

#define QUIET 0
#define WANT_SHARED 1
#define WANT_EXCLUSIVE 2

#define EMPTY 0
#define INVALIDATE 1
#define GRANT_SHARED 2
#define GRANT_EXCLUSIVE 3

#define NOBODY 7

/* SOME stands inside what EACH expands, where the preprocessor would leave EACH alone. */
#if NODES == 2
#define EACH(f) f(0) f(1)
#define SOME(f) f(0) f(1)
#elif NODES == 3
#define EACH(f) f(0) f(1) f(2)
#define SOME(f) f(0) f(1) f(2)
#elif NODES == 4
#define EACH(f) f(0) f(1) f(2) f(3)
#define SOME(f) f(0) f(1) f(2) f(3)
#elif NODES == 5
#define EACH(f) f(0) f(1) f(2) f(3) f(4)
#define SOME(f) f(0) f(1) f(2) f(3) f(4)
#else
#define EACH(f) f(0) f(1) f(2) f(3) f(4) f(5)
#define SOME(f) f(0) f(1) f(2) f(3) f(4) f(5)
#endif

#define VARIABLES(i) \
  unsigned request##i : 2 = QUIET; \
  unsigned reply##i : 2 = EMPTY; \
  bit reply_data##i = 0; \
  bit ack##i = 0; \
  bit ack_data##i = 0; \
  unsigned copy##i : 2 = INVALID; \
  bit data##i = 0; \
  bit sharer##i = 0; \
  bit to_cancel##i = 0;

EACH(VARIABLES)
bit exclusively = 0;
unsigned command : 2 = QUIET;
unsigned client : 3 = NOBODY;
bit memory = 0;
bit latest = 0;

/* An exclusive copy is the only one, and what can be read is what was stored last. */
#define IS_EXCLUSIVE(i) || copy##i == EXCLUSIVE
#define IS_VALID(i) + (copy##i != INVALID)
#define IS_FRESH(i) && (copy##i == INVALID || data##i == latest)
inline check() {
  assert(!(false EACH(IS_EXCLUSIVE)) || (0 EACH(IS_VALID)) == 1);
  assert((exclusively || memory == latest) EACH(IS_FRESH))
}

#define CANCEL(i) to_cancel##i = sharer##i;
inline cancel_all() { EACH(CANCEL) }

#define SHARES(i) || sharer##i

#define ACTIONS(i) \
  :: d_step { copy##i == EXCLUSIVE -> data##i = 0; latest = 0; check() } \
  :: d_step { copy##i == EXCLUSIVE -> data##i = 1; latest = 1; check() } \
  :: d_step { request##i == QUIET && copy##i == INVALID -> \
       request##i = WANT_SHARED; check() } \
  :: d_step { request##i == QUIET && copy##i != EXCLUSIVE -> \
       request##i = WANT_EXCLUSIVE; check() } \
  :: d_step { reply##i == INVALIDATE && !ack##i -> \
       reply##i = EMPTY; ack##i = 1; \
       ack_data##i = (copy##i == EXCLUSIVE -> data##i : ack_data##i); \
       copy##i = INVALID; data##i = 0; check() } \
  :: d_step { reply##i == GRANT_SHARED -> \
       copy##i = SHARED; data##i = reply_data##i; \
       reply##i = EMPTY; reply_data##i = 0; check() } \
  :: d_step { reply##i == GRANT_EXCLUSIVE -> \
       copy##i = EXCLUSIVE; data##i = reply_data##i; \
       reply##i = EMPTY; reply_data##i = 0; check() } \
  :: d_step { command == QUIET && request##i != QUIET -> \
       command = request##i; client = i; request##i = QUIET; cancel_all(); check() } \
  :: d_step { reply##i == EMPTY && to_cancel##i && \
       (command == WANT_EXCLUSIVE || (command == WANT_SHARED && exclusively)) -> \
       reply##i = INVALIDATE; to_cancel##i = 0; check() } \
  :: d_step { ack##i && command != QUIET -> \
       ack##i = 0; sharer##i = 0; \
       memory = (exclusively -> ack_data##i : memory); \
       exclusively = 0; ack_data##i = 0; check() } \
  :: d_step { command == WANT_SHARED && client == i && reply##i == EMPTY && !exclusively -> \
       reply##i = GRANT_SHARED; reply_data##i = memory; sharer##i = 1; \
       command = QUIET; client = NOBODY; check() } \
  :: d_step { command == WANT_EXCLUSIVE && client == i && reply##i == EMPTY && \
       !exclusively && !(false SOME(SHARES)) -> \
       reply##i = GRANT_EXCLUSIVE; reply_data##i = memory; sharer##i = 1; \
       exclusively = 1; command = QUIET; client = NOBODY; check() }

active proctype protocol() {
  if
  :: d_step { memory = 0; latest = 0 }
  :: d_step { memory = 1; latest = 1 }
  fi;
  do
  EACH(ACTIONS)
  od
}
