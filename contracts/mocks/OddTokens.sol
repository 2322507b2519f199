// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title The least a token is: balances, minted by anyone
abstract contract BareToken {
    mapping(address account => uint256) internal _balances;

    function mint(address account, uint256 amount) external {
        _balances[account] += amount;
    }

    function balanceOf(address account) public view virtual returns (uint256) {
        return _balances[account];
    }

    function _move(address from, address to, uint256 amount) internal virtual {
        require(_balances[from] >= amount, "BareToken: too little");
        _balances[from] -= amount;
        _balances[to] += amount;
    }
}

/// @title Returns true, with a place for what a token does besides
abstract contract TrueToken is BareToken {
    function transfer(address to, uint256 amount) external virtual returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external virtual returns (bool) {
        _move(from, to, amount);
        return true;
    }
}

/// @title Returns nothing
contract NoReturnToken is BareToken {
    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        _move(from, to, amount);
    }
}

/// @title Returns false where others revert, and does nothing then
contract ReturnsFalseToken is BareToken {
    bool public refuses;

    function setRefuses(bool value) external {
        refuses = value;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        if (refuses || _balances[msg.sender] < amount) return false;
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        if (refuses || _balances[from] < amount) return false;
        _move(from, to, amount);
        return true;
    }
}

/// @title Keeps a part of every transfer
contract FeeToken is TrueToken {
    uint256 public immutable feeBps;

    constructor(uint256 feeBps_) {
        feeBps = feeBps_;
    }

    function _move(address from, address to, uint256 amount) internal override {
        super._move(from, to, amount);
        _balances[to] -= (amount * feeBps) / 10_000;
    }
}

/// @title Balances that grow and shrink by themselves
contract RebasingToken is TrueToken {
    uint256 public shareBps = 10_000;

    function rebase(uint256 shareBps_) external {
        shareBps = shareBps_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return (_balances[account] * shareBps) / 10_000;
    }

    function _move(address from, address to, uint256 amount) internal override {
        super._move(from, to, (amount * 10_000) / shareBps);
    }
}

/// @title Answers the question for a balance in every bad way
contract BalanceToken is TrueToken {
    enum Answer {
        Right,
        Reverts,
        Huge,
        Hog,
        Short,
        Bomb
    }
    Answer public answer;

    function setAnswer(Answer answer_) external {
        answer = answer_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        if (answer == Answer.Right) return _balances[account];
        if (answer == Answer.Reverts) revert("BalanceToken: no answer");
        if (answer == Answer.Huge) return type(uint256).max;
        if (answer == Answer.Hog) {
            while (gasleft() > 100) {}
        }
        bool isBomb = answer == Answer.Bomb;
        assembly {
            if isBomb {
                revert(0, 100000)
            }
            return(0, 5)
        }
    }
}

/// @title Refuses to move to or from some
contract BlocklistToken is TrueToken {
    mapping(address account => bool) public isBlocked;

    function setBlocked(address account, bool value) external {
        isBlocked[account] = value;
    }

    function _move(address from, address to, uint256 amount) internal override {
        require(!isBlocked[from] && !isBlocked[to], "BlocklistToken: blocked");
        super._move(from, to, amount);
    }
}

/// @title Refuses to move nothing
contract ZeroRevertsToken is TrueToken {
    function _move(address from, address to, uint256 amount) internal override {
        require(amount != 0, "ZeroRevertsToken: zero");
        super._move(from, to, amount);
    }
}

/// @title Remembers what happened when it called on during somebody else's call
abstract contract Caller {
    address private _target;
    bytes[] private _calls;
    address private _observed;
    bytes private _view;
    /// @notice Bit i is set when call i went through.
    uint256 public wentThrough;
    /// @notice What the view answered in the middle.
    bytes public seen;
    uint256 public times;

    function arm(address target, bytes[] calldata calls, bytes calldata view_) external {
        (_target, _calls, _view) = (target, calls, view_);
        (wentThrough, times) = (0, 0);
    }

    function _callOn() internal {
        address target = _target;
        if (target == address(0)) return;
        times++;
        (, seen) = target.staticcall(_view);
        for (uint256 i; i < _calls.length; i++) {
            (bool ok, ) = target.call(_calls[i]);
            if (ok) wentThrough |= 1 << i;
        }
    }
}

/// @title Calls on before and after every transfer
contract HookToken is TrueToken, Caller {
    bool public isBefore;

    function setBefore(bool value) external {
        isBefore = value;
    }

    function _move(address from, address to, uint256 amount) internal override {
        if (isBefore) _callOn();
        super._move(from, to, amount);
        if (!isBefore) _callOn();
    }
}
