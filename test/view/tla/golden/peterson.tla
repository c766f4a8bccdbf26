------------------------- MODULE peterson_straight -------------------------
\* The variant straight of peterson.
\* From a test.
\*
\* Run: java -XX:+UseParallelGC -jar tla2tools.jar -config peterson_straight.cfg peterson_straight.tla
\* TLC finds as many distinct states as patchproof, with SYMMETRY as many as there are
\* orbits. Asserts of the model and its run-time errors are assertions of TLC.

EXTENDS Integers, Sequences, FiniteSets, TLC

VARIABLES
  wants,
  turn,
  at_process  \* where process is

vars == <<wants, turn, at_process>>

TypeOK ==
  /\ wants \in [0 .. 1 -> BOOLEAN]
  /\ turn \in 0 .. 1
  /\ at_process \in [0 .. 1 -> {"want", "give", "spin", "look", "critical", "leave"}]

Init ==
  /\ wants = [k \in 0 .. 1 |-> FALSE]
  /\ turn \in {0, 1}
  /\ at_process = [i \in 0 .. 1 |-> "want"]

------------------------------------------------------------------------------
\* process

process_want(i) ==
  /\ at_process[i] = "want"
  /\ wants' = [wants EXCEPT ![i] = TRUE]
  /\ at_process' = [at_process EXCEPT ![i] = "give"]
  /\ UNCHANGED turn

process_give(i) ==
  /\ at_process[i] = "give"
  /\ turn' = 1 - i
  /\ at_process' = [at_process EXCEPT ![i] = "spin"]
  /\ UNCHANGED wants

process_spin(i) ==
  /\ at_process[i] = "spin"
  /\ IF wants[1 - i]
       THEN at_process' = [at_process EXCEPT ![i] = "look"]
       ELSE at_process' = [at_process EXCEPT ![i] = "critical"]
  /\ UNCHANGED <<wants, turn>>

process_look(i) ==
  /\ at_process[i] = "look"
  /\ IF turn = i
       THEN at_process' = [at_process EXCEPT ![i] = "critical"]
       ELSE at_process' = [at_process EXCEPT ![i] = "spin"]
  /\ UNCHANGED <<wants, turn>>

process_critical(i) ==
  /\ at_process[i] = "critical"
  /\ at_process' = [at_process EXCEPT ![i] = "leave"]
  /\ UNCHANGED <<wants, turn>>

process_leave(i) ==
  /\ at_process[i] = "leave"
  /\ wants' = [wants EXCEPT ![i] = FALSE]
  /\ at_process' = [at_process EXCEPT ![i] = "want"]
  /\ UNCHANGED turn

Next ==
  \E i \in 0 .. 1 :
    \/ process_want(i)
    \/ process_give(i)
    \/ process_spin(i)
    \/ process_look(i)
    \/ process_critical(i)
    \/ process_leave(i)

Spec == Init /\ [][Next]_vars

\* one at a time
mutex == ~(at_process[0] = "critical" /\ at_process[1] = "critical")

\* one waits while the other is inside
contended == at_process[0] = "critical" /\ at_process[1] = "spin"
never_contended == ~contended

==============================================================================
