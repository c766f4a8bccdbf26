---------------------------------- MODULE German ----------------------------------
(* German's cache protocol, for TLC: the steps and invariants of                  *)
(* models/german/german.pspec, variant protocol. An action a disjunct; every      *)
(* choice of its arguments is a transition of its own.                            *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS Node, Nobody
VARIABLES request, reply, replyData, ack, ackData, copy, data,
          sharers, toCancel, exclusively, command, client, memory, latest

channels == <<request, reply, replyData, ack, ackData>>
caches == <<copy, data>>
home == <<sharers, toCancel, exclusively, command, client>>
vars == <<channels, caches, home, memory, latest>>

Data == 0 .. 1
Symmetric == Permutations(Node)

Init ==
  /\ request = [n \in Node |-> "quiet"]
  /\ reply = [n \in Node |-> "empty"]
  /\ replyData = [n \in Node |-> 0]
  /\ ack = [n \in Node |-> FALSE]
  /\ ackData = [n \in Node |-> 0]
  /\ copy = [n \in Node |-> "invalid"]
  /\ data = [n \in Node |-> 0]
  /\ sharers = {}
  /\ toCancel = {}
  /\ exclusively = FALSE
  /\ command = "quiet"
  /\ client = Nobody
  /\ memory \in Data
  /\ latest = memory

Store(n, d) ==
  /\ copy[n] = "exclusive"
  /\ data' = [data EXCEPT ![n] = d]
  /\ latest' = d
  /\ UNCHANGED <<channels, copy, home, memory>>

AskShared(n) ==
  /\ request[n] = "quiet" /\ copy[n] = "invalid"
  /\ request' = [request EXCEPT ![n] = "wantShared"]
  /\ UNCHANGED <<reply, replyData, ack, ackData, caches, home, memory, latest>>

AskExclusive(n) ==
  /\ request[n] = "quiet" /\ copy[n] # "exclusive"
  /\ request' = [request EXCEPT ![n] = "wantExclusive"]
  /\ UNCHANGED <<reply, replyData, ack, ackData, caches, home, memory, latest>>

SendAck(n) ==
  /\ reply[n] = "invalidate" /\ ~ack[n]
  /\ reply' = [reply EXCEPT ![n] = "empty"]
  /\ ack' = [ack EXCEPT ![n] = TRUE]
  /\ ackData' = [ackData EXCEPT ![n] = IF copy[n] = "exclusive" THEN data[n] ELSE @]
  /\ copy' = [copy EXCEPT ![n] = "invalid"]
  /\ data' = [data EXCEPT ![n] = 0]
  /\ UNCHANGED <<request, replyData, home, memory, latest>>

Take(n, grant, kind) ==
  /\ reply[n] = grant
  /\ copy' = [copy EXCEPT ![n] = kind]
  /\ data' = [data EXCEPT ![n] = replyData[n]]
  /\ reply' = [reply EXCEPT ![n] = "empty"]
  /\ replyData' = [replyData EXCEPT ![n] = 0]
  /\ UNCHANGED <<request, ack, ackData, home, memory, latest>>

Accept(n) ==
  /\ command = "quiet" /\ request[n] # "quiet"
  /\ command' = request[n]
  /\ client' = n
  /\ request' = [request EXCEPT ![n] = "quiet"]
  /\ toCancel' = sharers
  /\ UNCHANGED <<reply, replyData, ack, ackData, caches, sharers, exclusively, memory, latest>>

SendInvalidate(n) ==
  /\ reply[n] = "empty" /\ n \in toCancel
  /\ command = "wantExclusive" \/ (command = "wantShared" /\ exclusively)
  /\ reply' = [reply EXCEPT ![n] = "invalidate"]
  /\ toCancel' = toCancel \ {n}
  /\ UNCHANGED <<request, replyData, ack, ackData, caches, sharers, exclusively, command, client,
                 memory, latest>>

TakeAck(n) ==
  /\ ack[n] /\ command # "quiet"
  /\ ack' = [ack EXCEPT ![n] = FALSE]
  /\ sharers' = sharers \ {n}
  /\ memory' = IF exclusively THEN ackData[n] ELSE memory
  /\ exclusively' = FALSE
  /\ ackData' = [ackData EXCEPT ![n] = 0]
  /\ UNCHANGED <<request, reply, replyData, caches, toCancel, command, client, latest>>

Grant(n, wanted, grant, alone) ==
  /\ command = wanted /\ client = n
  /\ reply[n] = "empty" /\ ~exclusively
  /\ alone => sharers = {}
  /\ reply' = [reply EXCEPT ![n] = grant]
  /\ replyData' = [replyData EXCEPT ![n] = memory]
  /\ sharers' = sharers \cup {n}
  /\ exclusively' = alone
  /\ command' = "quiet"
  /\ client' = Nobody
  /\ UNCHANGED <<request, ack, ackData, caches, toCancel, memory, latest>>

Next == \E n \in Node :
  \/ \E d \in Data : Store(n, d)
  \/ AskShared(n)
  \/ AskExclusive(n)
  \/ SendAck(n)
  \/ Take(n, "grantShared", "shared")
  \/ Take(n, "grantExclusive", "exclusive")
  \/ Accept(n)
  \/ SendInvalidate(n)
  \/ TakeAck(n)
  \/ Grant(n, "wantShared", "grantShared", FALSE)
  \/ Grant(n, "wantExclusive", "grantExclusive", TRUE)

Spec == Init /\ [][Next]_vars

Control == \A i, j \in Node : i # j /\ copy[i] = "exclusive" => copy[j] = "invalid"
Coherent ==
  /\ ~exclusively => memory = latest
  /\ \A n \in Node : copy[n] # "invalid" => data[n] = latest
===================================================================================
