-- Mirrors models/paxos/paxos.pspec, for Rumur. Written by hand, one rule an action.
--   @ACCEPTORS@, @VALUES@, @BALLOTS@  the configs
--   @ANY@    1: variant free (a ballot proposes what it likes)
--   @MINOR@  1: variant weak (one acceptor is a quorum); both 0: variant classic
--   @CHECK@  0: no property, 1: agreement
-- The set of messages is one truth value for each message there could be: p1b_none without a vote, p1b_vote with one.
-- Ballots count from 1 here, so that 0 can stand for no ballot; an undefined value stands for no vote.
const
  ACCEPTORS : @ACCEPTORS@;
  VALUES : @VALUES@;
  BALLOTS : @BALLOTS@;
  ANY : @ANY@;
  MINOR : @MINOR@;
  CHECK : @CHECK@;
type
  Acc : scalarset(ACCEPTORS);
  Val : scalarset(VALUES);
  Ballot : 1..BALLOTS;
  Seen : 0..BALLOTS;
  Number : 0..ACCEPTORS;
var
  max_bal : array [Acc] of Seen;
  voted_bal : array [Acc] of Seen;
  voted_val : array [Acc] of Val;
  votes : array [Acc] of array [Ballot] of Val;
  p1a : array [Ballot] of boolean;
  p1b_none : array [Acc] of array [Ballot] of boolean;
  p1b_vote : array [Acc] of array [Ballot] of array [Ballot] of array [Val] of boolean;
  p2a : array [Ballot] of array [Val] of boolean;

function enough(n : Number) : boolean;
begin
  if MINOR = 1 then return n >= 1; else return 2 * n > ACCEPTORS; end;
end;

function answered(b : Ballot) : boolean;
var n : Number;
begin
  n := 0;
  for a : Acc do
    if p1b_none[a][b] | exists c : Ballot do exists v : Val do p1b_vote[a][b][c][v] end end then n := n + 1; end;
  end;
  return enough(n);
end;

function proposed(b : Ballot) : boolean;
begin
  return exists v : Val do p2a[b][v] end;
end;

function may_propose(b : Ballot; v : Val) : boolean;
var highest : Seen;
begin
  highest := 0;
  for a : Acc do
    for c : Ballot do
      if exists w : Val do p1b_vote[a][b][c][w] end then
        if c > highest then highest := c; end;
      end;
    end;
  end;
  if highest = 0 then return true; end;
  return exists a : Acc do p1b_vote[a][b][highest][v] end;
end;

function chosen(v : Val) : boolean;
var n : Number;
begin
  for b : Ballot do
    n := 0;
    for a : Acc do
      if !isundefined(votes[a][b]) then
        if votes[a][b] = v then n := n + 1; end;
      end;
    end;
    if enough(n) then return true; end;
  end;
  return false;
end;

startstate
  for a : Acc do
    max_bal[a] := 0;
    voted_bal[a] := 0;
    undefine voted_val[a];
    for b : Ballot do
      undefine votes[a][b];
      p1b_none[a][b] := false;
      for c : Ballot do for v : Val do p1b_vote[a][b][c][v] := false; end; end;
    end;
  end;
  for b : Ballot do
    p1a[b] := false;
    for v : Val do p2a[b][v] := false; end;
  end;
end;

ruleset b : Ballot do
  rule "phase1a" true ==> p1a[b] := true; end;
end;
ruleset a : Acc; b : Ballot do
  rule "phase1b" p1a[b] & b > max_bal[a] ==>
    max_bal[a] := b;
    if voted_bal[a] = 0 then p1b_none[a][b] := true; else p1b_vote[a][b][voted_bal[a]][voted_val[a]] := true; end;
  end;
end;
ruleset b : Ballot; v : Val do
  rule "phase2a" answered(b) & !proposed(b) & (ANY = 1 | may_propose(b, v)) ==> p2a[b][v] := true; end;
end;
ruleset a : Acc; b : Ballot; v : Val do
  rule "phase2b" p2a[b][v] & b >= max_bal[a] ==>
    max_bal[a] := b;
    voted_bal[a] := b;
    voted_val[a] := v;
    votes[a][b] := v;
  end;
end;

invariant "agreement" CHECK = 1 -> forall v : Val do forall w : Val do chosen(v) & chosen(w) -> v = w end end;
