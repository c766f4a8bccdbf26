-- Mirrors models/kva/kva.pspec, for Rumur. Written by hand, one rule a step.
--   @PAGES@    the config PAGES
--   @SPLICED@  0: variant draft, 1: variant spliced
--   @CHECK@    0: no property, 1: no_stale
-- kworker: W_WAIT is its wait_until; W_TAKE is the step that the patch inserts.
-- cpu0 and the devices rest nowhere but at their loop, so they have no place here.
const
  PAGES : @PAGES@;
  SPLICED : @SPLICED@;
  CHECK : @CHECK@;
type
  Page : scalarset(PAGES);
  Use : enum {LINKED, QUEUED, FREE};
  Worker : enum {W_WAIT, W_TAKE, W_FLUSH, W_REAP};
var
  use : array [Page] of Use;
  cached : array [Page] of boolean;
  list : array [Page] of boolean;
  batch : array [Page] of boolean;
  worker : Worker;

startstate
  for p : Page do
    use[p] := LINKED;
    cached[p] := false;
    list[p] := false;
    batch[p] := false;
  end;
  worker := W_WAIT;
end;

rule "kworker.wait" worker = W_WAIT & exists p : Page do list[p] end ==>
  if SPLICED = 1 then worker := W_TAKE; else worker := W_FLUSH; end;
end;

rule "kworker.take" worker = W_TAKE ==>
  for p : Page do
    batch[p] := list[p];
    list[p] := false;
  end;
  worker := W_FLUSH;
end;

rule "kworker.flush" worker = W_FLUSH ==>
  for p : Page do
    cached[p] := false;
  end;
  worker := W_REAP;
end;

rule "kworker.reap" worker = W_REAP ==>
  for p : Page do
    if SPLICED = 1 then
      if batch[p] then use[p] := FREE; end;
      batch[p] := false;
    else
      if list[p] then use[p] := FREE; end;
      list[p] := false;
    end;
  end;
  worker := W_WAIT;
end;

ruleset p : Page do
  rule "cpu0.unlink" use[p] = LINKED ==>
    use[p] := QUEUED;
    list[p] := true;
  end;
  rule "IOMMU.walk" use[p] = LINKED ==>
    cached[p] := true;
  end;
  rule "allocator.reuse" use[p] = FREE ==>
    use[p] := LINKED;
  end;
end;

invariant "no_stale" CHECK = 1 -> forall p : Page do cached[p] -> use[p] != FREE end;
