-- Copy on write, for Rumur: the steps and invariants of cow.pspec. One rule an action;
-- a page that a task does not map is undefined.
const
  TASKS : @TASKS@;
  PAGES : @PAGES@;
  VALUES : @VALUES@;
type
  Task : scalarset(TASKS);
  Page : scalarset(PAGES);
  Value : 0..VALUES - 1;
var
  maps : array [Task] of Page;
  writable : array [Task] of boolean;
  expected : array [Task] of Value;
  mapped : array [Page] of 0..TASKS;
  content : array [Page] of Value;

function mappers(p : Page) : 0..TASKS;
var n : 0..TASKS;
begin
  n := 0;
  for t : Task do
    if !isundefined(maps[t]) & maps[t] = p then n := n + 1; end;
  end;
  return n;
end;

startstate
  for t : Task do
    undefine maps[t];
    writable[t] := false;
    expected[t] := 0;
  end;
  for p : Page do
    mapped[p] := 0;
    content[p] := 0;
  end;
end;

ruleset t : Task; p : Page do
  rule "fault" isundefined(maps[t]) & mapped[p] = 0 ==>
    maps[t] := p;
    writable[t] := true;
    mapped[p] := 1;
  end;

  rule "copy"
    !writable[t] & mapped[p] = 0 & !isundefined(maps[t]) & mapped[maps[t]] > 1 ==>
    mapped[maps[t]] := mapped[maps[t]] - 1;
    mapped[p] := 1;
    content[p] := content[maps[t]];
    maps[t] := p;
    writable[t] := true;
  end;
end;

ruleset t : Task; u : Task do
  rule "fork" isundefined(maps[u]) & !isundefined(maps[t]) ==>
    maps[u] := maps[t];
    mapped[maps[t]] := mapped[maps[t]] + 1;
    expected[u] := expected[t];
    writable[t] := false;
  end;
end;

ruleset t : Task do
  rule "write" writable[t] & !isundefined(maps[t]) ==>
    content[maps[t]] := (content[maps[t]] + 3) % VALUES;
    expected[t] := content[maps[t]];
  end;

  rule "reuse" !writable[t] & !isundefined(maps[t]) & mapped[maps[t]] = 1 ==>
    writable[t] := true;
  end;

  rule "leave" !isundefined(maps[t]) ==>
    writable[t] := false;
    expected[t] := 0;
    mapped[maps[t]] := mapped[maps[t]] - 1;
    if mapped[maps[t]] = 0 then content[maps[t]] := 0; end;
    undefine maps[t];
  end;
end;

invariant "reads"
  forall t : Task do !isundefined(maps[t]) -> content[maps[t]] = expected[t] end;
invariant "alone"
  forall t : Task do writable[t] -> !isundefined(maps[t]) & mapped[maps[t]] = 1 end;
invariant "counted" forall p : Page do mapped[p] = mappers(p) end;
