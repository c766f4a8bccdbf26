-- Mirrors models/two-phase-commit/two_phase_commit.pspec, for Rumur. Written by hand, one rule a step.
--   @RMS@    the config
--   @HASTY@  0: variant protocol, 1: variant hasty (a prepared manager may abort)
--   @CHECK@  0: no property, 1: consistent, 2: stable (with a history variable, which is constant unless checked)
-- The set of messages is an array for the `yes` of each manager and one truth value each for commit and abort.
const
  RMS : @RMS@;
  HASTY : @HASTY@;
  CHECK : @CHECK@;
type
  Rm : scalarset(RMS);
  State : enum {WORKING, PREPARED, COMMITTED, ABORTED};
var
  rm : array [Rm] of State;
  tm : State;
  yes : array [Rm] of boolean;
  commit_sent : boolean;
  abort_sent : boolean;
  votes : array [Rm] of boolean;
  finished : boolean;
  unstable : boolean;

procedure becomes(r : Rm; s : State);
begin
  if CHECK = 2 & (rm[r] = COMMITTED | rm[r] = ABORTED) & rm[r] != s then unstable := true; end;
  rm[r] := s;
end;

startstate
  for r : Rm do
    rm[r] := WORKING;
    yes[r] := false;
    votes[r] := false;
  end;
  tm := WORKING;
  commit_sent := false;
  abort_sent := false;
  finished := false;
  unstable := false;
end;

ruleset r : Rm do
  rule "coordinator.count_vote" !finished & yes[r] & !votes[r] ==> votes[r] := true; end;
end;
rule "coordinator.decide" !finished & forall r : Rm do votes[r] end ==>
  tm := COMMITTED;
  commit_sent := true;
  finished := true;
end;
rule "coordinator.give_up" !finished ==>
  tm := ABORTED;
  abort_sent := true;
  finished := true;
end;

ruleset r : Rm do
  rule "manager.prepare" rm[r] = WORKING ==> becomes(r, PREPARED); yes[r] := true; end;
  rule "manager.refuse" rm[r] = WORKING ==> becomes(r, ABORTED); end;
  rule "manager.on_commit" commit_sent ==> becomes(r, COMMITTED); end;
  rule "manager.on_abort" abort_sent ==> becomes(r, ABORTED); end;
  rule "manager.time_out" HASTY = 1 & rm[r] = PREPARED ==> becomes(r, ABORTED); end;
end;

invariant "consistent" CHECK = 1 ->
  forall a : Rm do forall b : Rm do !(rm[a] = ABORTED & rm[b] = COMMITTED) end end;
invariant "stable" CHECK = 2 -> !unstable;
