-- Mirrors tables.pspec, for Rumur. Written by hand, one rule a step.
--   @CHECK@  0: no property, 1: none unwrapped, 2: tied, 3: the cover, denied
-- `r` lives to the end of the turn, `n` through the first branch, `m` and `again` through theirs, `h` through the other.
-- What may be none is undefined here. A guard that fails is a rule that changes nothing, for each f.
const
  CHECK : @CHECK@;
type
  Frame : scalarset(2);
  Half : enum {LOW, HIGH};
  Place : enum {WAIT, FIRST, SECOND, UNLINK, MARK, FOUND, PICK, LINK, AGAIN, DROP};
var
  root : Frame;
  ent : array [Frame] of array [Half] of Frame;
  mark : array [Half] of array [boolean] of boolean;
  place : Place;
  r : Frame;
  n : Frame;
  m : Frame;
  h : Half;
  again : Frame;

startstate
  undefine root;
  for f : Frame do for i : Half do undefine ent[f][i]; end; end;
  for i : Half do for d : boolean do mark[i][d] := false; end; end;
  place := WAIT;
  undefine r;
  undefine n;
  undefine m;
  undefine h;
  undefine again;
end;

rule "walker.wait" place = WAIT & !isundefined(root) ==> r := root; place := FIRST; end;
rule "walker.first" place = FIRST ==>
  if !isundefined(ent[r][LOW]) then
    n := ent[r][LOW];
    place := SECOND;
  else
    place := PICK;
  end;
end;
rule "walker.second" place = SECOND ==>
  if n != r & !isundefined(ent[n][HIGH]) then
    m := ent[n][HIGH];
    place := UNLINK;
  else
    place := MARK;
  end;
end;
rule "walker.unlink" place = UNLINK ==> undefine ent[m][LOW]; undefine m; place := FOUND; end;
rule "walker.mark" place = MARK ==> mark[HIGH][n = r] := true; place := FOUND; end;
rule "walker.found" place = FOUND ==> ent[r][HIGH] := n; undefine n; place := AGAIN; end;
ruleset i : Half do
  rule "walker.pick" place = PICK & isundefined(ent[r][i]) ==> h := i; place := LINK; end;
end;
rule "walker.link" place = LINK ==>
  if isundefined(root) then undefine ent[r][h]; else ent[r][h] := root; end;
  undefine h;
  place := AGAIN;
end;
rule "walker.while" place = AGAIN ==>
  if !isundefined(root) & root = r then
    again := root;
    place := DROP;
  else
    undefine r;
    place := WAIT;
  end;
end;
rule "walker.drop" place = DROP ==> undefine root; undefine again; place := AGAIN; end;

ruleset f : Frame; i : Half do
  rule "os.set" isundefined(ent[f][i]) & (isundefined(root) | root != f) ==> ent[f][i] := f; root := f; end;
end;
ruleset f : Frame do
  rule "os.cut, failing" mark[HIGH][true] & isundefined(root) ==> assert CHECK = 1 -> false "none"; end;
  rule "os.cut" mark[HIGH][true] & !isundefined(root) & !isundefined(ent[root][HIGH]) & ent[root][HIGH] = f ==>
    undefine ent[f][HIGH];
    for i : Half do
      mark[i][true] := !mark[i][true];
      mark[i][false] := false;
    end;
  end;
end;

invariant "tied" CHECK = 2 -> forall f : Frame do
  isundefined(ent[f][HIGH]) | ent[f][HIGH] = f | isundefined(ent[ent[f][HIGH]][LOW]) end;
invariant "not shallow" CHECK = 3 -> !mark[HIGH][false];
