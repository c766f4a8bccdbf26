----------------------------------- MODULE Pool -----------------------------------
(* A queue of work between submitters and workers, for TLC: the steps and          *)
(* invariants of pool.pspec. A step of a thread a disjunct.                        *)
EXTENDS Naturals, Sequences, TLC
CONSTANTS Submitter, Worker, Items, Laps
VARIABLES locked, pending, queue, sleeping, woken, runCount,
          submitter, submitted, worker, taken

shared == <<locked, pending, queue, sleeping, woken, runCount>>
vars == <<shared, submitter, submitted, worker, taken>>

Item == 0 .. Items - 1
Symmetric == Permutations(Submitter) \cup Permutations(Worker)

Init ==
  /\ locked = FALSE
  /\ pending = [i \in Item |-> FALSE]
  /\ queue = <<>>
  /\ sleeping = 0
  /\ woken = 0
  /\ runCount = 0
  /\ submitter = [s \in Submitter |-> "setPending"]
  /\ submitted = [s \in Submitter |-> 0]
  /\ worker = [w \in Worker |-> "lock"]
  /\ taken = [w \in Worker |-> 0]

SubmitterGoes(s, from, to) == submitter[s] = from /\ submitter' = [submitter EXCEPT ![s] = to]

SetPending(s, i) ==
  /\ SubmitterGoes(s, "setPending", "lock")
  /\ ~pending[i]
  /\ pending' = [pending EXCEPT ![i] = TRUE]
  /\ submitted' = [submitted EXCEPT ![s] = i]
  /\ UNCHANGED <<locked, queue, sleeping, woken, runCount, worker, taken>>

SubmitterLock(s) ==
  /\ SubmitterGoes(s, "lock", "push")
  /\ ~locked
  /\ locked' = TRUE
  /\ UNCHANGED <<pending, queue, sleeping, woken, runCount, submitted, worker, taken>>

Push(s) ==
  /\ SubmitterGoes(s, "push", "wake")
  /\ queue' = Append(queue, submitted[s])
  /\ submitted' = [submitted EXCEPT ![s] = 0]
  /\ UNCHANGED <<locked, pending, sleeping, woken, runCount, worker, taken>>

Wake(s) ==
  /\ SubmitterGoes(s, "wake", "unlock")
  /\ woken' = IF woken < sleeping THEN woken + 1 ELSE woken
  /\ UNCHANGED <<locked, pending, queue, sleeping, runCount, submitted, worker, taken>>

SubmitterUnlock(s) ==
  /\ SubmitterGoes(s, "unlock", "setPending")
  /\ locked' = FALSE
  /\ UNCHANGED <<pending, queue, sleeping, woken, runCount, submitted, worker, taken>>

WorkerGoes(w, from, to) == worker[w] = from /\ worker' = [worker EXCEPT ![w] = to]

WorkerLock(w) ==
  /\ WorkerGoes(w, "lock", "look")
  /\ ~locked
  /\ locked' = TRUE
  /\ UNCHANGED <<pending, queue, sleeping, woken, runCount, submitter, submitted, taken>>

Take(w) ==
  /\ WorkerGoes(w, "look", "unlock")
  /\ Len(queue) > 0
  /\ taken' = [taken EXCEPT ![w] = Head(queue)]
  /\ pending' = [pending EXCEPT ![Head(queue)] = FALSE]
  /\ queue' = Tail(queue)
  /\ UNCHANGED <<locked, sleeping, woken, runCount, submitter, submitted>>

WorkerUnlock(w) ==
  /\ WorkerGoes(w, "unlock", "run")
  /\ locked' = FALSE
  /\ UNCHANGED <<pending, queue, sleeping, woken, runCount, submitter, submitted, taken>>

Run(w) ==
  /\ WorkerGoes(w, "run", "lock")
  /\ runCount' = (runCount + 1 + taken[w]) % Laps
  /\ taken' = [taken EXCEPT ![w] = 0]
  /\ UNCHANGED <<locked, pending, queue, sleeping, woken, submitter, submitted>>

Doze(w) ==
  /\ WorkerGoes(w, "look", "sleep")
  /\ Len(queue) = 0
  /\ sleeping' = sleeping + 1
  /\ locked' = FALSE
  /\ UNCHANGED <<pending, queue, woken, runCount, submitter, submitted, taken>>

Sleep(w) ==
  /\ WorkerGoes(w, "sleep", "lock")
  /\ woken > 0
  /\ woken' = woken - 1
  /\ sleeping' = sleeping - 1
  /\ UNCHANGED <<locked, pending, queue, runCount, submitter, submitted, taken>>

Next ==
  \/ \E s \in Submitter :
       \/ \E i \in Item : SetPending(s, i)
       \/ SubmitterLock(s)
       \/ Push(s)
       \/ Wake(s)
       \/ SubmitterUnlock(s)
  \/ \E w \in Worker :
       \/ WorkerLock(w)
       \/ Take(w)
       \/ WorkerUnlock(w)
       \/ Run(w)
       \/ Doze(w)
       \/ Sleep(w)

Spec == Init /\ [][Next]_vars

Mutex == \A w, v \in Worker :
  worker[w] \in {"look", "unlock"} /\ worker[v] \in {"look", "unlock"} => w = v
Once ==
  /\ \A i \in 1 .. Len(queue) : pending[queue[i]]
  /\ \A i, j \in 1 .. Len(queue) : i < j => queue[i] # queue[j]
Counted == woken <= sleeping
===================================================================================
