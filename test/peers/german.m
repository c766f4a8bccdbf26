-- Mirrors models/german/german.pspec, for Rumur. Written by hand, one rule an action.
--   @NODES@, @DATA@  the configs
--   @LOSSY@          0: variant protocol, 1: variant lossy (no data in the acknowledgement)
--   @CHECK@          0: no property, 1: coherent, 2: control
-- accept is one action there and two rules here, one for each kind of request.
const
  NODES : @NODES@;
  LAST : @DATA@ - 1;
  LOSSY : @LOSSY@;
  CHECK : @CHECK@;
type
  Node : scalarset(NODES);
  Data : 0..LAST;
  Copy : enum {INVALID, SHARED, EXCLUSIVE};
  Request : enum {QUIET, WANT_SHARED, WANT_EXCLUSIVE};
  Reply : enum {EMPTY, INVALIDATE, GRANT_SHARED, GRANT_EXCLUSIVE};
var
  copy : array [Node] of Copy;
  data : array [Node] of Data;
  request : array [Node] of Request;
  reply : array [Node] of Reply;
  reply_data : array [Node] of Data;
  ack : array [Node] of boolean;
  ack_data : array [Node] of Data;
  sharers : array [Node] of boolean;
  to_cancel : array [Node] of boolean;
  exclusively : boolean;
  command : Request;
  client : Node;
  memory : Data;
  latest : Data;

ruleset d : Data do
  startstate
    for i : Node do
      copy[i] := INVALID;
      data[i] := 0;
      request[i] := QUIET;
      reply[i] := EMPTY;
      reply_data[i] := 0;
      ack[i] := false;
      ack_data[i] := 0;
      sharers[i] := false;
      to_cancel[i] := false;
    end;
    exclusively := false;
    command := QUIET;
    undefine client;
    memory := d;
    latest := d;
  end;
end;

ruleset i : Node; d : Data do
  rule "cache.store" copy[i] = EXCLUSIVE ==>
    data[i] := d;
    latest := d;
  end;
end;

ruleset i : Node do
  rule "cache.ask_shared" request[i] = QUIET & copy[i] = INVALID ==>
    request[i] := WANT_SHARED;
  end;
  rule "cache.ask_exclusive" request[i] = QUIET & copy[i] != EXCLUSIVE ==>
    request[i] := WANT_EXCLUSIVE;
  end;
  rule "cache.send_ack" reply[i] = INVALIDATE & !ack[i] ==>
    reply[i] := EMPTY;
    ack[i] := true;
    if LOSSY = 0 & copy[i] = EXCLUSIVE then ack_data[i] := data[i]; end;
    copy[i] := INVALID;
    data[i] := 0;
  end;
  rule "cache.take_shared" reply[i] = GRANT_SHARED ==>
    copy[i] := SHARED;
    data[i] := reply_data[i];
    reply[i] := EMPTY;
    reply_data[i] := 0;
  end;
  rule "cache.take_exclusive" reply[i] = GRANT_EXCLUSIVE ==>
    copy[i] := EXCLUSIVE;
    data[i] := reply_data[i];
    reply[i] := EMPTY;
    reply_data[i] := 0;
  end;
  rule "home.accept shared" command = QUIET & request[i] = WANT_SHARED ==>
    command := WANT_SHARED;
    client := i;
    request[i] := QUIET;
    for j : Node do to_cancel[j] := sharers[j]; end;
  end;
  rule "home.accept exclusive" command = QUIET & request[i] = WANT_EXCLUSIVE ==>
    command := WANT_EXCLUSIVE;
    client := i;
    request[i] := QUIET;
    for j : Node do to_cancel[j] := sharers[j]; end;
  end;
  rule "home.send_invalidate"
    reply[i] = EMPTY & to_cancel[i] & (command = WANT_EXCLUSIVE | (command = WANT_SHARED & exclusively)) ==>
    reply[i] := INVALIDATE;
    to_cancel[i] := false;
  end;
  rule "home.take_ack" ack[i] & command != QUIET ==>
    ack[i] := false;
    sharers[i] := false;
    if exclusively then
      exclusively := false;
      memory := ack_data[i];
    end;
    ack_data[i] := 0;
  end;
  rule "home.grant_shared"
    command = WANT_SHARED & client = i & reply[i] = EMPTY & !exclusively ==>
    reply[i] := GRANT_SHARED;
    reply_data[i] := memory;
    sharers[i] := true;
    command := QUIET;
    undefine client;
  end;
  rule "home.grant_exclusive"
    command = WANT_EXCLUSIVE & client = i & reply[i] = EMPTY & !exclusively & forall j : Node do !sharers[j] end ==>
    reply[i] := GRANT_EXCLUSIVE;
    reply_data[i] := memory;
    sharers[i] := true;
    exclusively := true;
    command := QUIET;
    undefine client;
  end;
end;

invariant "coherent" CHECK = 1 ->
  (!exclusively -> memory = latest) & forall i : Node do copy[i] != INVALID -> data[i] = latest end;
invariant "control" CHECK = 2 ->
  forall i : Node do forall j : Node do i != j & copy[i] = EXCLUSIVE -> copy[j] = INVALID end end;
