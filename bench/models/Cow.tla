------------------------------------ MODULE Cow ------------------------------------
(* Copy on write, for TLC: the steps and invariants of cow.pspec. An action a       *)
(* disjunct; every choice of its arguments is a transition of its own.              *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS Task, Page, Values, None
VARIABLES maps, writable, expected, mapped, content

vars == <<maps, writable, expected, mapped, content>>

Symmetric == Permutations(Task) \cup Permutations(Page)

Init ==
  /\ maps = [t \in Task |-> None]
  /\ writable = [t \in Task |-> FALSE]
  /\ expected = [t \in Task |-> 0]
  /\ mapped = [p \in Page |-> 0]
  /\ content = [p \in Page |-> 0]

Fault(t, p) ==
  /\ maps[t] = None /\ mapped[p] = 0
  /\ maps' = [maps EXCEPT ![t] = p]
  /\ writable' = [writable EXCEPT ![t] = TRUE]
  /\ mapped' = [mapped EXCEPT ![p] = 1]
  /\ UNCHANGED <<expected, content>>

Write(t) ==
  /\ writable[t] /\ maps[t] # None
  /\ LET value == (content[maps[t]] + 3) % Values
     IN  /\ content' = [content EXCEPT ![maps[t]] = value]
         /\ expected' = [expected EXCEPT ![t] = value]
  /\ UNCHANGED <<maps, writable, mapped>>

Fork(t, u) ==
  /\ maps[u] = None /\ maps[t] # None
  /\ maps' = [maps EXCEPT ![u] = maps[t]]
  /\ mapped' = [mapped EXCEPT ![maps[t]] = @ + 1]
  /\ expected' = [expected EXCEPT ![u] = expected[t]]
  /\ writable' = [writable EXCEPT ![t] = FALSE]
  /\ UNCHANGED content

Copy(t, q) ==
  /\ ~writable[t] /\ mapped[q] = 0
  /\ maps[t] # None /\ mapped[maps[t]] > 1
  /\ maps' = [maps EXCEPT ![t] = q]
  /\ writable' = [writable EXCEPT ![t] = TRUE]
  /\ mapped' = [mapped EXCEPT ![maps[t]] = @ - 1, ![q] = 1]
  /\ content' = [content EXCEPT ![q] = content[maps[t]]]
  /\ UNCHANGED expected

Reuse(t) ==
  /\ ~writable[t] /\ maps[t] # None /\ mapped[maps[t]] = 1
  /\ writable' = [writable EXCEPT ![t] = TRUE]
  /\ UNCHANGED <<maps, expected, mapped, content>>

Leave(t) ==
  /\ maps[t] # None
  /\ maps' = [maps EXCEPT ![t] = None]
  /\ writable' = [writable EXCEPT ![t] = FALSE]
  /\ expected' = [expected EXCEPT ![t] = 0]
  /\ mapped' = [mapped EXCEPT ![maps[t]] = @ - 1]
  /\ content' = IF mapped[maps[t]] = 1 THEN [content EXCEPT ![maps[t]] = 0] ELSE content

Next == \E t \in Task :
  \/ \E p \in Page : Fault(t, p) \/ Copy(t, p)
  \/ \E u \in Task : Fork(t, u)
  \/ Write(t)
  \/ Reuse(t)
  \/ Leave(t)

Spec == Init /\ [][Next]_vars

Reads == \A t \in Task : maps[t] # None => content[maps[t]] = expected[t]
Alone == \A t \in Task : writable[t] => maps[t] # None /\ mapped[maps[t]] = 1
Counted == \A p \in Page : mapped[p] = Cardinality({t \in Task : maps[t] = p})
====================================================================================
