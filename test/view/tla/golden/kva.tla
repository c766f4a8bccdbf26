---------------------------- MODULE kva_spliced ----------------------------
\* The variant spliced (splice) of kva, PAGES = 2.
\* From a test.
\*
\* Run: java -XX:+UseParallelGC -jar tla2tools.jar -config kva_spliced.cfg kva_spliced.tla
\* TLC finds as many distinct states as patchproof, with SYMMETRY as many as there are
\* orbits. Asserts of the model and its run-time errors are assertions of TLC.

EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS
  Page         \* interchangeable members

Symmetry == Permutations(Page)

Use == {"linked", "queued", "free"}

VARIABLES
  use,
  cached,
  list,
  at_kworker, \* where kworker is
  at_cpu0,    \* where cpu0 is
  batch

vars == <<use, cached, list, at_kworker, at_cpu0, batch>>

TypeOK ==
  /\ use \in [Page -> Use]
  /\ cached \in SUBSET Page
  /\ list \in SUBSET Page
  /\ at_kworker \in {"2", "take", "flush", "reap"}
  /\ at_cpu0 \in {"unlink"}
  /\ batch \in SUBSET Page

Init ==
  /\ use = [k \in Page |-> "linked"]
  /\ cached = {}
  /\ list = {}
  /\ batch = {}
  /\ at_kworker = "2"
  /\ at_cpu0 = "unlink"

------------------------------------------------------------------------------
\* kworker
\* kernel_pte_work_func(), as drafted in the thread of v3

kworker_2 ==
  /\ at_kworker = "2"
  /\ list # {}
  /\ at_kworker' = "take"
  /\ UNCHANGED <<use, cached, list, at_cpu0, batch>>

\* From splice.
kworker_take ==
  /\ at_kworker = "take"
  /\ batch' = list
  /\ list' = {}
  /\ at_kworker' = "flush"
  /\ UNCHANGED <<use, cached, at_cpu0>>

\* From splice.
kworker_flush ==
  /\ at_kworker = "flush"
  /\ cached' = {}
  /\ at_kworker' = "reap"
  /\ UNCHANGED <<use, list, at_cpu0, batch>>

\* From splice.
kworker_reap ==
  /\ at_kworker = "reap"
  /\ use' = [p \in Page |-> IF p \in batch THEN "free" ELSE use[p]]
  /\ batch' = {}
  /\ at_kworker' = "2"
  /\ UNCHANGED <<cached, list, at_cpu0>>

------------------------------------------------------------------------------
\* cpu0
\* pmd_free_pte_page()

cpu0_unlink ==
  /\ at_cpu0 = "unlink"
  /\ \E p \in Page :
       /\ use[p] = "linked"
       /\ use' = [use EXCEPT ![p] = "queued"]
       /\ list' = list \union {p}
  /\ UNCHANGED <<cached, at_kworker, at_cpu0, batch>>

------------------------------------------------------------------------------
\* IOMMU
\* Walks what is linked, and remembers it.

IOMMU_walk(p) ==
  /\ use[p] = "linked"
  /\ cached' = cached \union {p}
  /\ UNCHANGED <<use, list, at_kworker, at_cpu0, batch>>

------------------------------------------------------------------------------
\* allocator
\* Hands a freed page out again.

allocator_reuse(p) ==
  /\ use[p] = "free"
  /\ use' = [use EXCEPT ![p] = "linked"]
  /\ UNCHANGED <<cached, list, at_kworker, at_cpu0, batch>>

Next ==
  \/ \/ kworker_2
     \/ kworker_take
     \/ kworker_flush
     \/ kworker_reap
  \/ cpu0_unlink
  \/ \E p \in Page : IOMMU_walk(p)
  \/ \E p \in Page : allocator_reuse(p)

Spec == Init /\ [][Next]_vars

\* the IOMMU caches no freed page
no_stale == \A p \in cached : use[p] # "free"

==============================================================================
