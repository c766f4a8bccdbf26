---------------------------- MODULE walker_base ----------------------------
\* The variant base of walker.
\* From a test.
\*
\* Run: java -XX:+UseParallelGC -jar tla2tools.jar -config walker_base.cfg walker_base.tla
\* TLC finds as many distinct states as patchproof, with SYMMETRY as many as there are
\* orbits. Asserts of the model and its run-time errors are assertions of TLC.

EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS
  none         \* no value

\* The value of an option; it is an error where there is none.
Unwrap(v, where) == IF Assert(v # none, "none is unwrapped: " \o where) THEN v ELSE v

Kind == {"quiet", "read", "write"}
Entry == [to : 0 .. 1 \union {none}, kind : Kind, hot : BOOLEAN]
Walk == [tag : {"idle"}] \union [tag : {"level"}, level : [at : 0 .. 1, e : Entry]] \union [tag : {"fault"}, fault : [why : Kind]]

VARIABLES
  root,
  walk,
  at_os,  \* where os is
  at_mmu, \* where mmu is
  os_l,   \* bound in os, else none
  mmu_w,  \* bound in mmu, else none
  mmu_n   \* bound in mmu, else none

vars == <<root, walk, at_os, at_mmu, os_l, mmu_w, mmu_n>>

TypeOK ==
  /\ root \in Entry
  /\ walk \in Walk
  /\ at_os \in {"2", "map", "5", "unmap"}
  /\ at_mmu \in {"which", "start", "go", "die", "end"}
  /\ os_l \in 0 .. 1 \union {none}
  /\ mmu_w \in [at : 0 .. 1, e : Entry] \union {none}
  /\ mmu_n \in 0 .. 1 \union {none}

Init ==
  /\ root = [to |-> none, kind |-> "quiet", hot |-> FALSE]
  /\ walk = [tag |-> "idle"]
  /\ os_l = none
  /\ mmu_w = none
  /\ mmu_n = none
  /\ at_os = "2"
  /\ at_mmu = "which"

------------------------------------------------------------------------------
\* os

os_2 ==
  /\ at_os = "2"
  /\ IF root.to = none
       THEN /\ UNCHANGED os_l
            /\ at_os' = "map"
       ELSE IF root.to # none
              THEN /\ os_l' = Unwrap(root.to, "test/peers/constructs/walker.pspec:13:11")
                   /\ IF os_l' = 0
                        THEN at_os' = "5"
                        ELSE at_os' = "unmap"
              ELSE /\ UNCHANGED os_l
                   /\ UNCHANGED at_os
  /\ UNCHANGED <<root, walk, at_mmu, mmu_w, mmu_n>>

os_map ==
  /\ at_os = "map"
  /\ root' = [root EXCEPT !.to = 0, !.kind = "read"]
  /\ at_os' = "2"
  /\ UNCHANGED <<walk, at_mmu, os_l, mmu_w, mmu_n>>

os_5 ==
  /\ at_os = "5"
  /\ root' = [root EXCEPT !.to = 1]
  /\ os_l' = none
  /\ at_os' = "2"
  /\ UNCHANGED <<walk, at_mmu, mmu_w, mmu_n>>

os_unmap ==
  /\ at_os = "unmap"
  /\ root' = [to |-> none, kind |-> "write", hot |-> FALSE]
  /\ os_l' = none
  /\ at_os' = "2"
  /\ UNCHANGED <<walk, at_mmu, mmu_w, mmu_n>>

------------------------------------------------------------------------------
\* mmu

mmu_which ==
  /\ at_mmu = "which"
  /\ IF walk.tag = "idle"
       THEN /\ UNCHANGED <<mmu_w, mmu_n>>
            /\ at_mmu' = "start"
       ELSE IF walk.tag = "level"
              THEN LET w_now == walk.level IN
                     IF w_now.e.to # none
                       THEN /\ mmu_n' = Unwrap(w_now.e.to, "test/peers/constructs/walker.pspec:28:15")
                            /\ mmu_w' = w_now
                            /\ at_mmu' = "go"
                       ELSE IF w_now.e.to = none
                              THEN /\ mmu_w' = w_now
                                   /\ UNCHANGED mmu_n
                                   /\ at_mmu' = "die"
                              ELSE /\ mmu_w' = none
                                   /\ UNCHANGED mmu_n
                                   /\ UNCHANGED at_mmu
              ELSE /\ UNCHANGED <<mmu_w, mmu_n>>
                   /\ at_mmu' = "end"
  /\ UNCHANGED <<root, walk, at_os, os_l>>

mmu_start ==
  /\ at_mmu = "start"
  /\ walk' = [tag |-> "level", level |-> [at |-> 0, e |-> root]]
  /\ at_mmu' = "which"
  /\ UNCHANGED <<root, at_os, os_l, mmu_w, mmu_n>>

mmu_go ==
  /\ at_mmu = "go"
  /\ walk' = [tag |-> "level", level |-> [at |-> mmu_n, e |-> [root EXCEPT !.hot = mmu_n = 1 \/ mmu_w.e.hot]]]
  /\ mmu_n' = none
  /\ mmu_w' = none
  /\ at_mmu' = "which"
  /\ UNCHANGED <<root, at_os, os_l>>

mmu_die ==
  /\ at_mmu = "die"
  /\ walk' = [tag |-> "fault", fault |-> [why |-> mmu_w.e.kind]]
  /\ mmu_w' = none
  /\ at_mmu' = "which"
  /\ UNCHANGED <<root, at_os, os_l, mmu_n>>

mmu_end ==
  /\ at_mmu = "end"
  /\ IF walk.tag = "fault"
       THEN LET f_now == walk.fault IN
              f_now.why # "quiet"
       ELSE TRUE
  /\ walk' = [tag |-> "idle"]
  /\ at_mmu' = "which"
  /\ UNCHANGED <<root, at_os, os_l, mmu_w, mmu_n>>

------------------------------------------------------------------------------
\* reset
\* Makes what the worker has matched stale.

reset_kick ==
  /\ walk.tag = "level"
  /\ walk.level.at = 1
  /\ LET w == walk.level IN
       IF w.e.kind = "read"
         THEN walk' = [tag |-> "fault", fault |-> [why |-> "read"]]
         ELSE IF w.e.kind = "write"
                THEN walk' = [tag |-> "idle"]
                ELSE IF w.e.kind = "quiet"
                       THEN UNCHANGED walk
                       ELSE UNCHANGED walk
  /\ UNCHANGED <<root, at_os, at_mmu, os_l, mmu_w, mmu_n>>

\* A step that changes nothing must obey the transition properties too; [][...]_vars
\* passes over it.
Judged ==
  IF vars' = vars
    THEN /\ Assert(walk.tag = "level" /\ walk.level.e.hot /\ walk'.tag = "level" => (LET v == walk'.level IN v.e.hot), "the step changes nothing and breaks cool")
         /\ Assert(walk'.tag = "fault" => (LET f == walk'.fault IN f.why # "quiet" \/ walk.tag = "fault"), "the step changes nothing and breaks no_quiet_fault")
    ELSE TRUE

Next ==
  /\ \/ \/ os_2
        \/ os_map
        \/ os_5
        \/ os_unmap
     \/ \/ mmu_which
        \/ mmu_start
        \/ mmu_go
        \/ mmu_die
        \/ mmu_end
     \/ reset_kick
  /\ Judged

Spec == Init /\ [][Next]_vars

\* what is hot stays hot while it walks
cool ==
  [][walk.tag = "level" /\ walk.level.e.hot /\ walk'.tag = "level" => (LET v == walk'.level IN v.e.hot)]_vars

\* transition
no_quiet_fault ==
  [][walk'.tag = "fault" => (LET f == walk'.fault IN f.why # "quiet" \/ walk.tag = "fault")]_vars

\* invariant
told == ~(walk.tag = "fault" /\ walk.fault.why = "read")

\* cover
hot_none == walk.tag = "level" /\ walk.level.e.to = none /\ walk.level.e.hot
never_hot_none == ~hot_none

==============================================================================
