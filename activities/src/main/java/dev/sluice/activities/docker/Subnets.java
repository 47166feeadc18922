package dev.sluice.activities.docker;

import java.util.List;
import java.util.Optional;

/// Picks a small free part of a private IPv4 range for each build's network.
///
/// The search starts at a place that follows from the build, so that two workers on one engine rarely try the same
/// one.
record Subnets(long base, int prefix) {
    /// Addresses of a block that no container can have: network, gateway, broadcast.
    private static final int RESERVED = 3;
    private static final int SMALLEST_BLOCK = 16;
    private static final int SMALLEST_BLOCK_PREFIX = 28;

    static Subnets parse(String range) {
        Block block = Block.parse(range);
        if (block.prefix() > SMALLEST_BLOCK_PREFIX || block.prefix() < 8) {
            throw new IllegalArgumentException("subnet range '" + range + "' must be between /8 and /28");
        }
        return new Subnets(block.first(), block.prefix());
    }

    /// The free block for `containers` containers that the search from `seed` meets first.
    Optional<String> pick(int seed, int containers, List<String> taken) {
        int blockPrefix = blockPrefix(containers);
        if (blockPrefix < prefix) {
            return Optional.empty();
        }
        List<Block> occupied = taken.stream().map(Block::parse).toList();
        long size = 1L << (32 - blockPrefix);
        long count = 1L << (blockPrefix - prefix);
        long start = Integer.toUnsignedLong(seed) % count;
        for (long step = 0; step < count; step++) {
            var block = new Block(base + (start + step) % count * size, blockPrefix);
            if (occupied.stream().noneMatch(block::overlaps)) {
                return Optional.of(block.text());
            }
        }
        return Optional.empty();
    }

    /// The address that a bridge takes in its subnet.
    static String firstAddress(String cidr) {
        return Block.address(Block.parse(cidr).first() + 1);
    }

    private static int blockPrefix(int containers) {
        int blockPrefix = SMALLEST_BLOCK_PREFIX;
        for (int size = SMALLEST_BLOCK; size - RESERVED < containers; size *= 2) {
            blockPrefix--;
        }
        return blockPrefix;
    }

    /// A range of addresses in CIDR notation.
    private record Block(long first, int prefix) {

        static Block parse(String cidr) {
            int slash = cidr.indexOf('/');
            String[] bytes = cidr.substring(0, slash).split("\\.", -1);
            if (bytes.length != 4) {
                throw new IllegalArgumentException("'" + cidr + "' is not an IPv4 range such as 10.214.0.0/16");
            }
            long address = 0;
            for (String part : bytes) {
                address = address << 8 | Integer.parseInt(part);
            }
            int prefix = Integer.parseInt(cidr.substring(slash + 1));
            return new Block(address & -(1L << (32 - prefix)), prefix);
        }

        long last() {
            return first + (1L << (32 - prefix)) - 1;
        }

        boolean overlaps(Block other) {
            return first <= other.last() && other.first <= last();
        }

        String text() {
            return address(first) + "/" + prefix;
        }

        static String address(long value) {
            return (value >> 24 & 255) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + (value & 255);
        }
    }
}
