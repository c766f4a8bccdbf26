/* A queue of work between submitters and workers, for SPIN: the steps and invariants of
   pool.pspec. One process whose choices are the steps of all threads, each a d_step, so
   that one step is one transition; the places of the threads are variables. SUBMITTERS
   and WORKERS (1 to 3), ITEMS (2 to 5) and LAPS come from the command line. */
#define SET_PENDING 0
#define LOCK 1
#define PUSH 2
#define WAKE 3
#define UNLOCK 4

#define WORKER_LOCK 0
#define LOOK 1
#define WORKER_UNLOCK 2
#define RUN 3
#define SLEEP 4

#define SUBMITTER_1(f) f(0)
#define SUBMITTER_2(f) SUBMITTER_1(f) f(1)
#define SUBMITTER_3(f) SUBMITTER_2(f) f(2)
#define WORKER_1(f) f(0)
#define WORKER_2(f) WORKER_1(f) f(1)
#define WORKER_3(f) WORKER_2(f) f(2)
#define ITEM_2(f, s) f(0, s) f(1, s)
#define ITEM_3(f, s) ITEM_2(f, s) f(2, s)
#define ITEM_4(f, s) ITEM_3(f, s) f(3, s)
#define ITEM_5(f, s) ITEM_4(f, s) f(4, s)
#define PASTE(a, b) a##b
#define LIST(name, count) PASTE(name, count)

#define SUBMITTER_VARIABLES(s) unsigned submitter##s : 3; unsigned submitted##s : 3;
#define WORKER_VARIABLES(w) unsigned worker##w : 3; unsigned taken##w : 3;

bit locked = 0;
unsigned sleeping : 2;
unsigned woken : 2;
unsigned length : 3;
LIST(SUBMITTER_, SUBMITTERS)(SUBMITTER_VARIABLES)
LIST(WORKER_, WORKERS)(WORKER_VARIABLES)
byte run_count;
bit pending[ITEMS];
byte queue[ITEMS];
hidden byte k;

#define HOLDS(w) + (worker##w == LOOK || worker##w == WORKER_UNLOCK)

#if ITEMS == 2
#define DIFFER (length < 2 || queue[0] != queue[1])
#define PENDING (length < 1 || pending[queue[0]]) && (length < 2 || pending[queue[1]])
#elif ITEMS == 3
#define DIFFER (length < 2 || queue[0] != queue[1]) && \
  (length < 3 || (queue[0] != queue[2] && queue[1] != queue[2]))
#define PENDING (length < 1 || pending[queue[0]]) && (length < 2 || pending[queue[1]]) && \
  (length < 3 || pending[queue[2]])
#elif ITEMS == 4
#define DIFFER (length < 2 || queue[0] != queue[1]) && \
  (length < 3 || (queue[0] != queue[2] && queue[1] != queue[2])) && \
  (length < 4 || (queue[0] != queue[3] && queue[1] != queue[3] && queue[2] != queue[3]))
#define PENDING (length < 1 || pending[queue[0]]) && (length < 2 || pending[queue[1]]) && \
  (length < 3 || pending[queue[2]]) && (length < 4 || pending[queue[3]])
#else
#define DIFFER (length < 2 || queue[0] != queue[1]) && \
  (length < 3 || (queue[0] != queue[2] && queue[1] != queue[2])) && \
  (length < 4 || (queue[0] != queue[3] && queue[1] != queue[3] && queue[2] != queue[3])) && \
  (length < 5 || (queue[0] != queue[4] && queue[1] != queue[4] && queue[2] != queue[4] && \
                  queue[3] != queue[4]))
#define PENDING (length < 1 || pending[queue[0]]) && (length < 2 || pending[queue[1]]) && \
  (length < 3 || pending[queue[2]]) && (length < 4 || pending[queue[3]]) && \
  (length < 5 || pending[queue[4]])
#endif

inline check() {
  assert((0 LIST(WORKER_, WORKERS)(HOLDS)) <= 1);
  assert(PENDING);
  assert(DIFFER);
  assert(woken <= sleeping)
}

inline shift() {
  k = 1;
  do
  :: k < ITEMS -> queue[k - 1] = queue[k]; k++
  :: else -> break
  od;
  queue[ITEMS - 1] = 0;
  k = 0
}

#define CHOOSE(i, s) \
  :: d_step { submitter##s == SET_PENDING && !pending[i] -> \
       pending[i] = 1; submitted##s = i; submitter##s = LOCK; check() }

#define SUBMITTER(s) \
  LIST(ITEM_, ITEMS)(CHOOSE, s) \
  :: d_step { submitter##s == LOCK && !locked -> \
       locked = 1; submitter##s = PUSH; check() } \
  :: d_step { submitter##s == PUSH -> \
       queue[length] = submitted##s; length++; submitted##s = 0; \
       submitter##s = WAKE; check() } \
  :: d_step { submitter##s == WAKE -> \
       woken = (woken < sleeping -> woken + 1 : woken); submitter##s = UNLOCK; check() } \
  :: d_step { submitter##s == UNLOCK -> \
       locked = 0; submitter##s = SET_PENDING; check() }

#define WORKER(w) \
  :: d_step { worker##w == WORKER_LOCK && !locked -> \
       locked = 1; worker##w = LOOK; check() } \
  :: d_step { worker##w == LOOK && length > 0 -> \
       taken##w = queue[0]; pending[taken##w] = 0; shift(); length--; \
       worker##w = WORKER_UNLOCK; check() } \
  :: d_step { worker##w == WORKER_UNLOCK -> \
       locked = 0; worker##w = RUN; check() } \
  :: d_step { worker##w == RUN -> \
       run_count = (run_count + 1 + taken##w) % LAPS; taken##w = 0; \
       worker##w = WORKER_LOCK; check() } \
  :: d_step { worker##w == LOOK && length == 0 -> \
       sleeping++; locked = 0; worker##w = SLEEP; check() } \
  :: d_step { worker##w == SLEEP && woken > 0 -> \
       woken--; sleeping--; worker##w = WORKER_LOCK; check() }

active proctype threads() {
  do
  LIST(SUBMITTER_, SUBMITTERS)(SUBMITTER)
  LIST(WORKER_, WORKERS)(WORKER)
  od
}
