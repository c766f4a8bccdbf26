-- Mirrors models/refcount/refcount.pspec, for Rumur. Written by hand, one rule a step.
--   @TASKS@  the config
--   @RACY@   0: variant safe, 1: variant racy (get is one step that always counts)
--   @CHECK@  0: no property, 1: the assert of user.use, 2: the assert of put.free, 3: counted
-- `old` lives from load to cas; `ok` and `last` are known from the place. The test of `ok` and of `last` is silent:
-- it belongs to the step before. A thread without a further step is done in its last one.
-- A failing assert, or a count outside its range, is a transition without successor: a rule that changes nothing.
const
  TASKS : @TASKS@;
  MAXREFS : @TASKS@ + 1;
  RACY : @RACY@;
  CHECK : @CHECK@;
type
  Task : scalarset(TASKS);
  User : enum {U_FIND, U_LOAD, U_CAS, U_USE, U_DEC, U_FREE, U_DONE};
  Owner : enum {O_UNHASH, O_DEC, O_FREE, O_DONE};
var
  freed : boolean;
  refs : 0..MAXREFS;
  table : boolean;
  user : array [Task] of User;
  old : array [Task] of 0..MAXREFS;
  owner : Owner;

startstate
  freed := false;
  refs := 1;
  table := true;
  for t : Task do
    user[t] := U_FIND;
    old[t] := 0;
  end;
  owner := O_UNHASH;
end;

ruleset t : Task do
  rule "user.find" user[t] = U_FIND ==>
    if table then user[t] := U_LOAD; else user[t] := U_DONE; end;
  end;
  rule "user.get.load" RACY = 0 & user[t] = U_LOAD ==>
    if refs = 0 then
      user[t] := U_DONE;
    else
      old[t] := refs;
      user[t] := U_CAS;
    end;
  end;
  rule "user.get.cas" user[t] = U_CAS ==>
    if refs = old[t] then
      refs := old[t] + 1;
      user[t] := U_USE;
    else
      user[t] := U_LOAD;
    end;
    old[t] := 0;
  end;
  rule "user.get.inc" RACY = 1 & user[t] = U_LOAD ==>
    if refs < MAXREFS then
      refs := refs + 1;
      user[t] := U_USE;
    end;
  end;
  rule "user.use" user[t] = U_USE ==>
    assert CHECK = 1 -> !freed "use after free";
    if !freed then user[t] := U_DEC; end;
  end;
  rule "user.put.dec" user[t] = U_DEC ==>
    if refs > 0 then
      refs := refs - 1;
      if refs = 0 then user[t] := U_FREE; else user[t] := U_DONE; end;
    end;
  end;
  rule "user.put.free" user[t] = U_FREE ==>
    assert CHECK = 2 -> !freed "double free";
    if !freed then
      freed := true;
      user[t] := U_DONE;
    end;
  end;
end;

rule "owner.unhash" owner = O_UNHASH ==> table := false; owner := O_DEC; end;
rule "owner.put.dec" owner = O_DEC ==>
  if refs > 0 then
    refs := refs - 1;
    if refs = 0 then owner := O_FREE; else owner := O_DONE; end;
  end;
end;
rule "owner.put.free" owner = O_FREE ==>
  assert CHECK = 2 -> !freed "double free";
  if !freed then
    freed := true;
    owner := O_DONE;
  end;
end;

invariant "counted" CHECK = 3 -> (exists t : Task do user[t] = U_USE end -> refs > 0);
