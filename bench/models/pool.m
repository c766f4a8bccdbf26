-- A queue of work between submitters and workers, for Rumur: the steps and invariants of
-- pool.pspec. One rule a step; a place of a thread is where its next step is.
const
  SUBMITTERS : @SUBMITTERS@;
  WORKERS : @WORKERS@;
  ITEMS : @ITEMS@;
  LAPS : @LAPS@;
type
  Submitter : scalarset(SUBMITTERS);
  Worker : scalarset(WORKERS);
  Item : 0..ITEMS - 1;
  SubmitterPlace : enum {SET_PENDING, LOCK, PUSH, WAKE, UNLOCK};
  WorkerPlace : enum {WORKER_LOCK, LOOK, WORKER_UNLOCK, RUN, SLEEP};
var
  locked : boolean;
  pending : array [Item] of boolean;
  queue : array [Item] of Item;
  length : 0..ITEMS;
  sleeping : 0..WORKERS;
  woken : 0..WORKERS;
  run_count : 0..LAPS - 1;
  submitter : array [Submitter] of SubmitterPlace;
  submitted : array [Submitter] of Item;
  worker : array [Worker] of WorkerPlace;
  taken : array [Worker] of Item;

startstate
  locked := false;
  for i : Item do
    pending[i] := false;
    queue[i] := 0;
  end;
  length := 0;
  sleeping := 0;
  woken := 0;
  run_count := 0;
  for s : Submitter do
    submitter[s] := SET_PENDING;
    submitted[s] := 0;
  end;
  for w : Worker do
    worker[w] := WORKER_LOCK;
    taken[w] := 0;
  end;
end;

ruleset s : Submitter; i : Item do
  rule "set_pending" submitter[s] = SET_PENDING & !pending[i] ==>
    pending[i] := true;
    submitted[s] := i;
    submitter[s] := LOCK;
  end;
end;

ruleset s : Submitter do
  rule "lock" submitter[s] = LOCK & !locked ==>
    locked := true;
    submitter[s] := PUSH;
  end;

  rule "push" submitter[s] = PUSH ==>
    queue[length] := submitted[s];
    length := length + 1;
    submitted[s] := 0;
    submitter[s] := WAKE;
  end;

  rule "wake" submitter[s] = WAKE ==>
    if woken < sleeping then woken := woken + 1; end;
    submitter[s] := UNLOCK;
  end;

  rule "unlock" submitter[s] = UNLOCK ==>
    locked := false;
    submitter[s] := SET_PENDING;
  end;
end;

ruleset w : Worker do
  rule "worker lock" worker[w] = WORKER_LOCK & !locked ==>
    locked := true;
    worker[w] := LOOK;
  end;

  rule "take" worker[w] = LOOK & length > 0 ==>
    taken[w] := queue[0];
    pending[queue[0]] := false;
    for i : 0..ITEMS - 2 do queue[i] := queue[i + 1]; end;
    queue[ITEMS - 1] := 0;
    length := length - 1;
    worker[w] := WORKER_UNLOCK;
  end;

  rule "worker unlock" worker[w] = WORKER_UNLOCK ==>
    locked := false;
    worker[w] := RUN;
  end;

  rule "run" worker[w] = RUN ==>
    run_count := (run_count + 1 + taken[w]) % LAPS;
    taken[w] := 0;
    worker[w] := WORKER_LOCK;
  end;

  rule "doze" worker[w] = LOOK & length = 0 ==>
    sleeping := sleeping + 1;
    locked := false;
    worker[w] := SLEEP;
  end;

  rule "sleep" worker[w] = SLEEP & woken > 0 ==>
    woken := woken - 1;
    sleeping := sleeping - 1;
    worker[w] := WORKER_LOCK;
  end;
end;

invariant "mutex" forall w : Worker do forall v : Worker do
  (worker[w] = LOOK | worker[w] = WORKER_UNLOCK) & (worker[v] = LOOK | worker[v] = WORKER_UNLOCK)
    -> w = v
end end;
invariant "once"
  (forall i : Item do i < length -> pending[queue[i]] end) &
  forall i : Item do forall j : Item do i < j & j < length -> queue[i] != queue[j] end end;
invariant "counted" woken <= sleeping;
