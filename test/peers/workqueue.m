-- Mirrors models/workqueue/workqueue.pspec, for Rumur. Written by hand, one rule a step.
--   @FRAMES@, @MMS@  the configs
--   @LATE@           1: variant lost (PENDING is cleared when the item has run)
--   @NO_FLUSH@       1: variant unsafe (no invalidation); both 0: variant good
--   @CHECK@          0: no property, 1: no_stale, 2: no_lost_work, 3: the assert of IOMMU.use
-- vmap: `f` lives from clear to the end of its turn. kworker: K_FOR reads mms, a step of its own; `todo` is what that loop
-- has still to visit; the test of `while batch != {}` is silent and belongs to the step before.
-- A failing assert is a transition without successor: a rule that changes nothing.
const
  FRAMES : @FRAMES@;
  MMS : @MMS@;
  LATE : @LATE@;
  NO_FLUSH : @NO_FLUSH@;
  CHECK : @CHECK@;
type
  Frame : scalarset(FRAMES);
  Mm : scalarset(MMS);
  Owner : enum {TABLE, LIMBO, FREE, REUSED};
  Vmap : enum {V_CLEAR, V_FLUSH, V_LOCK, V_ADD, V_UNLOCK, V_SCHEDULE};
  Worker : enum {K_DISPATCH, K_LOCK, K_SPLICE, K_UNLOCK, K_SVA_LOCK, K_FOR, K_NOTIFY, K_SVA_UNLOCK, K_FREE, K_DONE};
  Binder : enum {B_LOCK, B_ATTACH, B_UNLOCK, B_DONE};
var
  owner : array [Frame] of Owner;
  linked : array [Frame] of boolean;
  list : array [Frame] of boolean;
  list_lock : boolean;
  sva_lock : boolean;
  mms : array [Mm] of boolean;
  psc : array [Mm] of array [Frame] of boolean;
  pending : boolean;
  running : boolean;
  vmap : Vmap;
  f : Frame;
  worker : Worker;
  batch : array [Frame] of boolean;
  todo : array [Mm] of boolean;
  binder : array [Mm] of Binder;

procedure after_notify();
begin
  if exists m : Mm do todo[m] end then worker := K_NOTIFY; else worker := K_SVA_UNLOCK; end;
end;

procedure test_batch();
begin
  if exists g : Frame do batch[g] end then worker := K_FREE; else worker := K_DONE; end;
end;

startstate
  for g : Frame do
    owner[g] := TABLE;
    linked[g] := true;
    list[g] := false;
    batch[g] := false;
    for m : Mm do psc[m][g] := false; end;
  end;
  for m : Mm do
    mms[m] := false;
    todo[m] := false;
    binder[m] := B_LOCK;
  end;
  list_lock := false;
  sva_lock := false;
  pending := false;
  running := false;
  vmap := V_CLEAR;
  undefine f;
  worker := K_DISPATCH;
end;

ruleset g : Frame do
  rule "vmap.clear" vmap = V_CLEAR & linked[g] ==>
    f := g;
    linked[g] := false;
    owner[g] := LIMBO;
    vmap := V_FLUSH;
  end;
end;
rule "vmap.flush_tlb" vmap = V_FLUSH ==> vmap := V_LOCK; end;
rule "vmap.lock.take" vmap = V_LOCK & !list_lock ==> list_lock := true; vmap := V_ADD; end;
rule "vmap.add" vmap = V_ADD ==> list[f] := true; vmap := V_UNLOCK; end;
rule "vmap.unlock.give" vmap = V_UNLOCK ==> list_lock := false; vmap := V_SCHEDULE; end;
rule "vmap.schedule_work.set_pending" vmap = V_SCHEDULE ==> pending := true; undefine f; vmap := V_CLEAR; end;

rule "kworker.dispatch" worker = K_DISPATCH & pending ==>
  if LATE = 0 then pending := false; end;
  running := true;
  worker := K_LOCK;
end;
rule "kworker.lock.take" worker = K_LOCK & !list_lock ==> list_lock := true; worker := K_SPLICE; end;
rule "kworker.splice" worker = K_SPLICE ==>
  for g : Frame do
    batch[g] := list[g];
    list[g] := false;
  end;
  worker := K_UNLOCK;
end;
rule "kworker.unlock.give" worker = K_UNLOCK ==>
  list_lock := false;
  if NO_FLUSH = 1 then test_batch(); else worker := K_SVA_LOCK; end;
end;
rule "kworker.invalidate_kva.lock.take" worker = K_SVA_LOCK & !sva_lock ==> sva_lock := true; worker := K_FOR; end;
rule "kworker.invalidate_kva.for" worker = K_FOR ==>
  for m : Mm do todo[m] := mms[m]; end;
  after_notify();
end;
ruleset m : Mm do
  rule "kworker.invalidate_kva.notify" worker = K_NOTIFY & todo[m] ==>
    for g : Frame do psc[m][g] := false; end;
    todo[m] := false;
    after_notify();
  end;
end;
rule "kworker.invalidate_kva.unlock.give" worker = K_SVA_UNLOCK ==> sva_lock := false; test_batch(); end;
ruleset g : Frame do
  rule "kworker.free_one" worker = K_FREE & batch[g] ==>
    batch[g] := false;
    owner[g] := FREE;
    test_batch();
  end;
end;
rule "kworker.done" worker = K_DONE ==>
  running := false;
  if LATE = 1 then pending := false; end;
  worker := K_DISPATCH;
end;

ruleset m : Mm do
  rule "binder.lock.take" binder[m] = B_LOCK & !sva_lock ==> sva_lock := true; binder[m] := B_ATTACH; end;
  rule "binder.attach" binder[m] = B_ATTACH ==> mms[m] := true; binder[m] := B_UNLOCK; end;
  rule "binder.unlock.give" binder[m] = B_UNLOCK ==> sva_lock := false; binder[m] := B_DONE; end;
end;

ruleset m : Mm; g : Frame do
  rule "IOMMU.walk" mms[m] & linked[g] ==> psc[m][g] := true; end;
  rule "IOMMU.use" psc[m][g] ==>
    assert CHECK = 3 -> (owner[g] = TABLE | owner[g] = LIMBO) "read of a freed table";
  end;
end;
ruleset g : Frame do
  rule "buddy.reuse" owner[g] = FREE ==> owner[g] := REUSED; end;
  rule "buddy.give_back" owner[g] = REUSED ==> owner[g] := TABLE; linked[g] := true; end;
end;

invariant "no_stale" CHECK = 1 ->
  forall m : Mm do forall g : Frame do psc[m][g] -> (owner[g] = TABLE | owner[g] = LIMBO) end end;
invariant "no_lost_work" CHECK = 2 ->
  (forall g : Frame do !list[g] end | pending | running | vmap = V_UNLOCK | vmap = V_SCHEDULE);
